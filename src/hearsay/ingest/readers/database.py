"""SQLite databases, as phones and programs keep them: each table a page, a row a line; what is stored as bytes is a member.

In: a Source. Out: Readings. Only tables are read; views, triggers and virtual tables would run what somebody wrote. Rows that
were deleted, and a write-ahead log that lies beside the file, are not read.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from tempfile import NamedTemporaryFile

from hearsay.ingest.reading import Member, Reading, Resume, Said
from hearsay.ingest.source import WHOLE, Source
from hearsay.settings import IngestSettings

from .member_names import Names
from .office.jobs import Job, done
from .office.script import Script, joined

TYPES = frozenset({"application/vnd.sqlite3", "application/x-sqlite3"})

_ROWS = 5_000
"""Rows of a page."""
_BYTES = 32
"""Bytes from which a stored value is a content of its own; shorter ones stand in their row as hexadecimal digits."""
_LIST = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid"
)


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A page a table, of a long one several, kind "table"; `corrupt` where there is no list of tables."""
    del settings
    with _whole(source) as path, closing(_opened(path)) as base:
        try:
            listed = [(str(name), str(made or "")) for name, made in base.execute(_LIST)]
        except sqlite3.Error as error:
            yield Reading(status="corrupt", reason=f"not a readable database: {error}")
            return
        virtual = [name for name, made in listed if made.lstrip().upper().startswith("CREATE VIRTUAL")]
        names = Names()
        jobs = [Job(f"table {name}", _table(base, name, names)) for name, _ in listed if name not in virtual]
        yield from done([*jobs, Job("what was left out", _left_out(virtual))], source, resume)


@contextmanager
def _whole(source: Source) -> Iterator[str]:
    """A path at which the database lies; one that was cut short is filled up, or no row of it could be had."""
    head = source.read(0, 100)
    size = int.from_bytes(head[16:18], "big")
    long = (65_536 if size == 1 else size) * int.from_bytes(head[28:32], "big")
    if not source.size < long <= source.size + WHOLE:
        with source.on_disk() as path:
            yield path
        return
    with NamedTemporaryFile() as copy:
        shutil.copyfileobj(source.stream(), copy)
        copy.truncate(long)
        copy.flush()
        yield copy.name


def _opened(path: str) -> sqlite3.Connection:
    """Read-only, without a look at what lies beside the file, and with nothing in it trusted."""
    base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    base.text_factory = lambda data: data.decode("utf-8", "replace")
    with suppress(sqlite3.Error):
        base.execute("PRAGMA trusted_schema = OFF")
    return base


def _left_out(virtual: Sequence[str]) -> Callable[[int], Iterator[Reading]]:
    def run(number: int) -> Iterator[Reading]:
        del number
        if virtual:
            yield Reading(said=tuple(Said("left_out", f"virtual table {name}", "markup") for name in virtual))

    return run


def _table(base: sqlite3.Connection, name: str, names: Names) -> Callable[[int], Iterator[Reading]]:
    quoted = '"' + name.replace('"', '""') + '"'

    def run(number: int) -> Iterator[Reading]:
        script = Script(number)
        script.write(name, "headline", 1)
        try:
            rows = base.execute(f"SELECT * FROM {quoted}")  # noqa: S608  # a name of the file's own list, quoted
            script.write(joined(str(column[0]) for column in rows.description), "furniture")
            for count, row in enumerate(rows, 1):
                cells, members = _cells(row, f"{name}/{count}", names)
                script.write(joined(cells), "table")
                yield from (Reading(members=(one,)) for one in members)
                if script.full or count % _ROWS == 0:
                    yield from (Reading((page,)) for page in script.page())
        except (sqlite3.Error, OverflowError) as error:
            yield Reading(status="partial", reason=f"table {name} breaks off: {error}")
        yield from (Reading((page,)) for page in script.page())

    return run


def _cells(row: Sequence[object], place: str, names: Names) -> tuple[list[str], list[Member]]:
    """The values of a row as text, and those of them that are contents of their own."""
    cells, members = list[str](), list[Member]()
    for column, value in enumerate(row, 1):
        if isinstance(value, bytes) and len(value) >= _BYTES:
            members.append(Member(names.unique(f"{place}/{column}"), value))
            cells.append(f"[{members[-1].name}]")
        elif isinstance(value, bytes):
            cells.append(value.hex())
        else:
            cells.append("" if value is None else str(value))
    return cells, members
