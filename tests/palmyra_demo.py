"""The bundled example, run once for all tests that look at what a run gives.

In: examples/palmyra. Out: a Demo, a copy of the example in a folder of its own, with the output of `hearsay run` on it. It
is run under a hook that refuses every internet socket, so that all who use it also show that none is needed.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
EXAMPLE = "examples/palmyra"
HEARSAY = Path(sys.executable).with_name("hearsay")
REFUSED = "an internet socket was asked for"

_HOOK = """
import os, socket, sys

def refuse(event, given):
    if event == "socket.__new__" and given[1] in (socket.AF_INET, socket.AF_INET6):
        try:
            with open(os.environ["HEARSAY_SOCKET_LOG"], "a") as log:
                log.write(" ".join(sys.argv) + chr(10))
        except (KeyError, OSError):
            pass
        raise PermissionError({refused!r})

sys.addaudithook(refuse)
"""


@dataclass(frozen=True, slots=True)
class Demo:
    """A run of the example."""

    root: Path
    """Working directory of its commands; the case is EXAMPLE below it."""
    output: str
    """What `hearsay run` printed on standard output."""

    @property
    def case(self) -> Path:
        """The case folder."""
        return self.root / EXAMPLE

    @property
    def socket_log(self) -> Path:
        """Command lines that asked for an internet socket, one each; not there when none did."""
        return self.root / "sockets.log"

    def hearsay(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command line with `words`, as a user would, in `root`."""
        return command(self.root, [str(HEARSAY), *words])

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as `hearsay show --json` prints them."""
        shown = self.hearsay("show", EXAMPLE, table, "--json")
        assert shown.returncode == 0, shown.stderr
        return [json.loads(line) for line in shown.stdout.splitlines()]


def copy_example(root: Path) -> Path:
    """The example as it stands in git, copied below `root`; its folder there."""
    target = root / EXAMPLE
    shutil.copytree(PROJECT / EXAMPLE, target, ignore=shutil.ignore_patterns("store", "dossier"))
    return target


def guarded(root: Path) -> dict[str, str]:
    """An environment in which every Python refuses to make an internet socket, and notes it below `root`."""
    folder = root / "hook"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_HOOK.format(refused=REFUSED), "utf-8")
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HEARSAY_SOCKET_LOG": str(root / "sockets.log")}


def command(root: Path, words: list[str], **added: str) -> subprocess.CompletedProcess[str]:
    """Run a program in `root`, 100 columns wide."""
    env = {**guarded(root), "COLUMNS": "100", **added}
    return subprocess.run(words, cwd=root, env=env, capture_output=True, text=True, timeout=280, check=False)


def run_demo(root: Path) -> Demo:
    """Copy the example below `root` and run it."""
    copy_example(root)
    done = command(root, [str(HEARSAY), "run", EXAMPLE])
    assert done.returncode == 0, done.stderr + done.stdout
    return Demo(root, done.stdout)
