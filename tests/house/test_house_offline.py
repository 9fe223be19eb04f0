"""Nothing leaves the machine.

In: the bundled example. Out: failures when a run asks for an internet socket, or finds something else without a network.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from palmyra_demo import EXAMPLE, HEARSAY, REFUSED, Demo, command, copy_example


def test_no_python_of_a_run_asks_for_an_internet_socket(demo: Demo) -> None:
    assert not demo.socket_log.exists()
    assert [row for row in demo.rows("failures") if REFUSED in row["reason"]] == []


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_the_hook_refuses_and_notes_an_internet_socket(tmp_path: Path, family: str) -> None:
    done = command(tmp_path, [sys.executable, "-c", f"import socket; socket.socket(socket.{family})"])
    assert done.returncode != 0
    assert REFUSED in done.stderr
    assert (tmp_path / "sockets.log").exists()


ASKING = """
import socket
from dataclasses import dataclass
from typing import ClassVar

@dataclass(frozen=True, slots=True)
class Ask:
    name: ClassVar[str] = "test.ask"
    version: ClassVar[str] = "1"
    kind: ClassVar[str] = "map"

    def __call__(self, group):
        socket.socket(socket.AF_INET)
        return []
"""

RUNNING = """
from asking import Ask
from hearsay.engine import LocalEngine
from hearsay.ports import Group

engine = LocalEngine(workers=1)
print(*(result.failure for result in engine.run(Ask(), [Group("one", ())])))
engine.close()
"""


def test_the_hook_reaches_the_workers(tmp_path: Path) -> None:
    (tmp_path / "asking.py").write_text(ASKING, "utf-8")
    (tmp_path / "running.py").write_text(RUNNING, "utf-8")
    done = command(tmp_path, [sys.executable, "running.py"])
    assert done.returncode == 0, done.stderr
    assert REFUSED in done.stdout


def empty_network() -> list[str]:
    """Words that run a command in a network namespace with nothing in it; none where the machine forbids it."""
    ways = [["unshare", "--net"]] if os.geteuid() == 0 else []
    ways += [["unshare", "--user", "--map-root-user", "--net"]]
    for way in ways if shutil.which("unshare") else []:
        if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
            return way
    return []


def test_a_run_without_any_network_finds_the_same(demo: Demo, tmp_path: Path) -> None:
    way = empty_network()
    if not way:
        pytest.skip("this machine forbids network namespaces (unshare --net)")
    seen = subprocess.run([*way, "cat", "/proc/net/dev"], capture_output=True, text=True, check=True).stdout
    assert [line.partition(":")[0].strip() for line in seen.splitlines()[2:]] == ["lo"]
    copy_example(tmp_path)
    done = command(tmp_path, [*way, str(HEARSAY), "run", "--quiet", EXAMPLE])
    assert done.returncode == 0, done.stderr
    assert Demo(tmp_path, done.stdout).rows("findings") == demo.rows("findings")
    assert done.stdout == demo.output
