"""What the measurements of the intake share: cases over a folder, its rows, and floors.

In: a folder of files. Out: a case that was read, and tables of what was measured.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.work import Report, run

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


class Read(msgspec.Struct):
    """A haul that was read."""

    case: OpenCase
    report: Report
    seconds: float


@contextmanager
def reading(haul: Path, *settings: str) -> Iterator[Read]:
    """A case over `haul` after `hearsay ingest`; `settings` are lines of [settings.ingest]."""
    with tempfile.TemporaryDirectory(prefix="hearsay-") as name:
        folder = Path(name)
        head = f'[case]\ntitle = "measured"\n[[inputs]]\npath = {msgspec.json.encode(str(haul)).decode()}\noutside = true\n'
        (folder / "case.toml").write_text("\n".join([head, "[settings.ingest]", *settings, ""]), "utf-8")
        began = time.monotonic()
        report = run(folder, "ingest")
        with OpenCase(folder) as case:
            yield Read(case, report, time.monotonic() - began)


def digest_of(path: Path) -> str:
    """The first 16 digits of the sha256 of a file: which collection a floor was measured on."""
    return sha256(path.read_bytes()).hexdigest()[:16]


def held(name: str, value: float, floor: float, *, most: bool = False) -> bool:
    """Prints one figure beside its bound; whether it holds. With `most` the bound is the largest value allowed."""
    good = value <= floor if most else value >= floor
    sign = "at most" if most else "at least"
    print(f"  {name:<58}{value:>9.3f}   {sign} {floor:.3f}   {'holds' if good else 'BROKEN'}")
    return good


def end(results: Sequence[bool]) -> None:
    """Exit code 1 where a bound does not hold."""
    sys.exit(0 if all(results) else "a floor is not held")
