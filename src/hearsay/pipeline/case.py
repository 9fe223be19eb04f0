"""A case folder: where its parts lie, and what its case.toml says.

In: a folder. Out: a Case with the decoded case.toml, or an error that names the key, what was expected and what to do.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hearsay.errors import CaseInvalid, CaseMissing, PathLeavesCase
from hearsay.settings import CaseFile

from .complaint import plain, written

_EXAMPLE = "see `hearsay new DIR` for a case.toml that works, and docs/case.md for every key"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its folder and what was declared in it."""

    folder: Path
    """Absolute, links resolved."""
    declared: CaseFile

    @property
    def store(self) -> Path:
        """Where machine-made things rest: the database, the index, the loaded records."""
        return self.folder / "store"

    @property
    def dossier(self) -> Path:
        """Where dossier.html and dossier.json are written."""
        return self.folder / "dossier"

    def resolve(self, path: str, *, outside: bool, key: str) -> Path:
        """The file that a path of case.toml means.

        Raises PathLeavesCase if it is not below the case and `outside` was not said, CaseInvalid if it is not there.
        """
        try:
            full = (self.folder / Path(path).expanduser()).resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise CaseInvalid(f"{key}: {path!r} is no path: {error}", remedy="correct the path in case.toml") from error
        if not outside and not full.is_relative_to(self.folder):
            raise PathLeavesCase(
                f"{key}: {path!r} leaves the case folder",
                remedy="copy it into the case, or say `outside = true` beside the path if it must stay where it is",
            )
        if not full.exists():
            raise CaseInvalid(
                f"{key}: {path!r} does not exist", remedy="correct the path; it is read relative to the case folder"
            )
        return full


def load_case(folder: Path) -> Case:
    """The case in `folder`; CaseMissing if there is none, CaseInvalid if its case.toml cannot be used."""
    path = folder / "case.toml"
    if not path.is_file():
        what = "has no case.toml" if folder.is_dir() else "is not a folder"
        raise CaseMissing(f"{folder} {what}", remedy=f"make one with `hearsay new {folder}`")
    return Case(folder.resolve(), decode_case(path.read_bytes(), path.name))


def decode_case(data: bytes, name: str = "case.toml") -> CaseFile:
    """case.toml decoded strictly; CaseInvalid names the line, or the key and what was expected of it."""
    try:
        text = data.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise CaseInvalid(f"{name} is not UTF-8: {error}", remedy="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise CaseInvalid(f"{name} is not TOML: {error}{written(str(error), text)}", remedy=_EXAMPLE) from error
    try:
        return msgspec.convert(raw, CaseFile)
    except msgspec.ValidationError as error:
        raise CaseInvalid(f"{name}: {plain(str(error))}", remedy=_EXAMPLE) from error
