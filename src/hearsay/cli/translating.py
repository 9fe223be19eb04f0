"""The command for translations that people type in.

In: a case that was run. Out: what was typed so far as lines or JSON lines; an entry kept.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import screen

if TYPE_CHECKING:
    from hearsay.pipeline.translating import Typed


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("path", default="")
@click.option("--by", default="", help="Who translated it.")
@click.option("--language", default="", help="Language of the translation, such as en; else the text tells it.")
@click.option(
    "--page", default=0, type=click.IntRange(0), help="Page of the paper that it renders; without it the whole."
)
@click.option("--file", "file", type=click.Path(path_type=Path, exists=True), help="A UTF-8 file with the translation.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def translate(case: Path, path: str, **options: Any) -> None:
    """Type in a translation of the paper at PATH (as in the ledger) of CASE; without PATH list what was typed.

    Without --file it is read from standard input. It becomes a document of its own with the next run, with --by as its
    translator; the same person typing the same page again replaces it, and an empty text takes it back.
    """
    from hearsay.pipeline.opened import OpenCase
    from hearsay.pipeline.translating import Place, enter_translation, typed

    wanted = _Wanted(**options)
    with OpenCase(case) as opened:
        if path:
            place = Place(path, wanted.page, wanted.language)
            enter_translation(opened, place, _read(wanted.file), by=wanted.by)
            click.echo("kept; run the case again to see what follows")
        else:
            _list(typed(opened), as_json=wanted.as_json)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The options of the command."""

    by: str
    language: str
    page: int
    file: Path | None
    as_json: bool


def _list(rows: Sequence["Typed"], *, as_json: bool) -> None:
    import msgspec

    for row in rows:
        if as_json:
            click.echo(msgspec.json.encode(row))
            continue
        where = f" p.{row.page}" if row.page else ""
        click.echo(screen.safe(f"{row.document}{where} into {row.language} by {row.by}, {row.when[:10]}"))
        click.echo(screen.block("", row.text[:300], indent=4))
    if not as_json:
        click.echo("1 typed translation" if len(rows) == 1 else f"{len(rows)} typed translations")


def _read(file: Path | None) -> str:
    if file is None:
        return sys.stdin.read()
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise click.UsageError(f"{file} is not UTF-8") from None


COMMANDS: tuple[click.Command, ...] = (translate,)
