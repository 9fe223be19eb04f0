"""The example case, run once for all tests of this folder that look at a whole case."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PALMYRA = Path(__file__).parents[2] / "examples" / "palmyra"


@pytest.fixture(scope="session")
def palmyra(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of examples/palmyra, run undisturbed. Not to be changed."""
    case = tmp_path_factory.mktemp("palmyra") / "palmyra"
    shutil.copytree(PALMYRA, case, ignore=shutil.ignore_patterns("store", "dossier"))
    command = [sys.executable, "-c", "from hearsay.cli import main; main()", "run", str(case)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "reconciles" in done.stdout
    return case
