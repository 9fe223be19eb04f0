"""Writes the output that README.md shows anew, from a run of the bundled case.

In: examples/palmyra, run in a folder that is thrown away, 100 columns wide. Out: the block of README.md between the marks: the
first findings, an ellipsis, and the last lines.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
EXAMPLE = "examples/palmyra"
FIRST = 2
LAST = 4


def shown(output: str) -> str:
    """What the README shows of the output of a run: FIRST findings, an ellipsis, LAST lines."""
    findings = re.split(r"(?m)^(?= ?\d+\. )", output)[1 : FIRST + 1]
    return "".join(findings) + "...\n" + "".join(output.splitlines(keepends=True)[-LAST:])


def replaced(readme: str, block: str) -> str:
    """The README with its output block replaced; ValueError if there is none."""
    found = re.subn(r"(?s)(```text\n).*?(```\n)", lambda m: f"{m[1]}{block}{m[2]}", readme, count=1)
    if not found[1]:
        raise ValueError("README.md has no ```text block")
    return found[0]


def main() -> None:
    """Run the example and write the block."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / EXAMPLE
        shutil.copytree(PROJECT / EXAMPLE, target, ignore=shutil.ignore_patterns("store", "dossier"))
        hearsay = Path(sys.executable).with_name("hearsay")
        done = subprocess.run(
            [hearsay, "run", "--quiet", EXAMPLE], cwd=scratch, env={**os.environ, "COLUMNS": "100"},
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    path = PROJECT / "README.md"
    path.write_text(replaced(path.read_text("utf-8"), shown(done.stdout)), "utf-8")


if __name__ == "__main__":
    main()
