"""Hearsay: who says so, on whose word, and what the record shows.

In: a case folder. Out: `run` does all stages, `open_case` opens what they gave: tables, frames, search, explanations.
Nothing heavy is imported before it is used.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from hearsay.version import VERSION

if TYPE_CHECKING:
    from hearsay.pipeline.opened import OpenCase
    from hearsay.pipeline.work import Report

__version__ = VERSION

__all__ = ["__version__", "open_case", "run"]


def open_case(path: Path | str) -> "OpenCase":
    """A case for reading: `.records(Claim)`, `.rows("claims")`, `.frame("claims")`, `.search("words")`, `.explain(id)`.

    Raises CaseMissing if there is no case, or if it was never run.
    """
    from hearsay.pipeline.opened import OpenCase

    return OpenCase(path)


def run(path: Path | str) -> "Report":
    """Do all six stages of the case in the folder `path`, as `hearsay run` does; HearsayError with a remedy on failure."""
    from hearsay.pipeline.work import run as work

    return work(Path(path))
