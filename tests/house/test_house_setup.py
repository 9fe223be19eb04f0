"""Set-up on machines that lack something.

In: tools/setup.sh, copied beside locks that install nothing, with a PATH of our making. Out: failures when it does not say in
one line what is missing, or does not install it where it may.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from house_source import PROJECT

PLAIN = ("sh", "env", "dirname", "grep", "cat", "cut", "sha256sum", "rm", "id")
ALL = "bubblewrap tesseract-ocr tesseract-ocr-eng tesseract-ocr-ara tesseract-ocr-rus"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout on a machine with the plainest programs and an environment that is ready; its folder."""
    (tmp_path / "tools").mkdir()
    shutil.copy(PROJECT / "tools" / "setup.sh", tmp_path / "tools")
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    for name in PLAIN:
        real = shutil.which(name)
        assert real is not None
        program(tmp_path, name, f'exec {real} "$@"')
    return tmp_path


def program(machine: Path, name: str, body: str) -> None:
    """Put a program into the machine's PATH."""
    path = machine / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


def environment(machine: Path) -> None:
    """A .venv whose python and pip do as if all were well."""
    python = machine / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" >> pip.log\n', "utf-8")
    python.chmod(0o755)


def readers(machine: Path) -> None:
    """bubblewrap, and tesseract with its languages."""
    program(machine, "bwrap", "true")
    program(machine, "tesseract", "printf 'List:\\neng\\nara\\nrus\\nosd\\n'")


def setup(machine: Path, kind: str = "run") -> subprocess.CompletedProcess[str]:
    env = {"PATH": str(machine / "bin"), "HOME": os.environ.get("HOME", "/")}
    script = machine / "tools" / "setup.sh"
    return subprocess.run([script, kind], cwd=machine, env=env, capture_output=True, text=True, check=False)


def test_what_is_missing_is_said_in_one_line(machine: Path) -> None:
    environment(machine)
    done = setup(machine)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert ALL in line
    assert f"sudo apt-get install {ALL}" in line


def test_a_missing_language_is_named_alone(machine: Path) -> None:
    environment(machine)
    readers(machine)
    program(machine, "tesseract", "printf 'List:\\neng\\nrus\\n'")
    done = setup(machine)
    assert done.returncode == 1
    assert " tesseract-ocr-ara." in done.stderr
    assert "tesseract-ocr-rus" not in done.stderr


def test_a_missing_python_is_named(machine: Path) -> None:
    readers(machine)
    done = setup(machine)
    assert done.returncode == 1
    assert " python3 python3-venv." in done.stderr


def test_an_old_python_does_not_do(machine: Path) -> None:
    readers(machine)
    program(machine, "python3", "exit 1")
    done = setup(machine)
    assert done.returncode == 1
    assert " python3.11 python3.11-venv." in done.stderr


def test_root_has_it_installed(machine: Path) -> None:
    environment(machine)
    program(machine, "id", "echo 0")
    tools = shutil.which("chmod")
    made = (
        "printf '#!/bin/sh\\nprintf \"eng\\\\nara\\\\nrus\\\\n\"\\n' > bin/tesseract; printf '#!/bin/sh\\n' > bin/bwrap"
    )
    program(machine, "apt-get", f'echo "$@" >> apt.log\n[ "$1" = update ] || {{ {made}; {tools} +x bin/*; }}')
    done = setup(machine)
    assert done.returncode == 0, done.stderr
    update, install = (machine / "apt.log").read_text("utf-8").splitlines()
    assert update.startswith("update")
    assert install.endswith(ALL)


def test_a_second_run_installs_nothing_until_a_lock_changes(machine: Path) -> None:
    environment(machine)
    readers(machine)
    log = machine / "pip.log"

    def installs() -> int:
        return log.read_text("utf-8").count("-m pip")

    assert setup(machine, "run").returncode == 0
    first = installs()
    assert first == 2
    assert setup(machine, "run").returncode == 0
    assert installs() == first
    assert setup(machine, "dev").returncode == 0
    assert installs() == 2 * first
    assert setup(machine, "run").returncode == 0
    assert installs() == 2 * first
    with (machine / "requirements" / "dev.lock").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert setup(machine, "dev").returncode == 0
    assert installs() == 3 * first


def test_only_two_kinds_of_set_up_are_known(machine: Path) -> None:
    assert setup(machine, "everything").returncode == 2


def test_locked_files_are_installed_by_hash(machine: Path) -> None:
    environment(machine)
    readers(machine)
    assert setup(machine).returncode == 0
    said = (machine / "pip.log").read_text("utf-8")
    assert "install --require-hashes --only-binary :all: -r requirements/run.lock" in said
    assert "install --no-deps --no-build-isolation --no-index -e ." in said
