"""A case opened for reading: its tables as typed records, as rows and as frames; search; the walk back from an id.

In: a case folder. Out: OpenCase. Nothing of it runs a stage; `run` does.
"""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from hearsay.errors import CaseMissing, MissingExtra, NotFound
from hearsay.model import Record
from hearsay.store import Shelf, Store
from hearsay.views.lookup import Lookup, told
from hearsay.views.tables import plain, rows

from .case import Case, load_case
from .explaining import Step as WalkStep
from .explaining import explain
from .searching import Found, search

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

R = TypeVar("R", bound=Record)


class OpenCase:
    """A case for reading. Use it as a context manager, or call `close`."""

    def __init__(self, folder: Path | str) -> None:
        self.case: Case = load_case(Path(folder))
        base = self.case.store / "case.sqlite"
        if not base.exists():
            raise CaseMissing(f"{folder} was never run", remedy=f"run it with `hearsay run {folder}`")
        self.store = Store(base, reading=True)
        self.shelf = Shelf(self.store)
        self.look = Lookup(self.shelf)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def records(self, kind: type[R]) -> list[R]:
        """All current records of a kind, typed, by home and id: `case.records(Claim)`."""
        return self.shelf.records(kind)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table as `hearsay show CASE TABLE --json` prints them. NotFound for an unknown table."""
        return (plain(row) for row in rows(self.look, table))

    def frame(self, table: str, kind: Literal["polars", "pandas"] = "polars") -> "pl.DataFrame | pd.DataFrame":
        """A table as a Polars frame, or as a pandas one (MissingExtra unless hearsay[pandas] is installed).

        The columns are those of the contract, also when there is no row. NotFound for an unknown table.
        """
        from hearsay.views.frames import to_pandas, to_polars

        found = list(self.rows(table))
        if kind == "polars":
            return to_polars(table, found)
        try:
            return to_pandas(table, found)
        except ImportError as error:
            raise MissingExtra("pandas is not installed", remedy="pip install 'hearsay[pandas]'") from error

    def search(self, words: str, limit: int = 20) -> list[Found]:
        """Where all of `words` stand, best first, at most `limit`: passages, pages, names of files, facts."""
        return search(self.case.store / "index", self.shelf, dict(self.look.paths), words, limit)

    def full_id(self, given: str) -> str:
        """The one id that begins with `given`, with or without its kind. NotFound if none does, or several do."""
        look = self.store.matching if ":" in given else self.store.ending
        found = look(given) if given.isascii() else []
        if len(found) == 1 or given in found:
            return given if given in found else found[0]
        if not found and given.isascii() and (last := self.shelf.last(given)) is not None:
            raise NotFound(
                f"{given} is no longer there; it said {told(last)!r}",
                remedy="its text was changed or taken out: search for what stands there now",
            )
        if not found:
            raise NotFound(f"no record has the id {given!r}", remedy="take an id from `hearsay show CASE TABLE`")
        raise NotFound(f"{given!r} begins several ids: {', '.join(found)}", remedy="give more of it")

    def explain(self, given: str) -> list[WalkStep]:
        """The walk back from a record to the characters it rests on; `given` may be the beginning of an id."""
        return explain(self.look, self.full_id(given))
