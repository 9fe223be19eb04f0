"""The command for what machines could not read: list it, look at it, type it in.

In: a case that was run. Out: the queue as lines or JSON lines, a picture of a place, an entry kept.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import screen

if TYPE_CHECKING:
    from hearsay.pipeline.opened import OpenCase


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("place", metavar="[ID]", default="")
@click.option(
    "--picture", type=click.Path(path_type=Path), help="Write the image of the place as PNG into this folder."
)
@click.option("--text", help="What stands there.")
@click.option(
    "--file", "file", type=click.Path(path_type=Path, exists=True), help="A UTF-8 file with what stands there."
)
@click.option("--accept", is_flag=True, help="What the machine made of it is right.")
@click.option("--twice", is_flag=True, help="Two entries must agree before one is used.")
@click.option("--by", default="", help="Who typed it.")
@click.option("--done", is_flag=True, help="List what is settled, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--no-sandbox", is_flag=True, help="Draw without walls. Only for files you trust.")
def transcribe(case: Path, place: str, **options: Any) -> None:
    """List the places of CASE that wait for a person to read them; with an ID, show one and take what stands there.

    Without --text, --file or --accept the text is read from standard input when --by is given.
    """
    from hearsay.pipeline.opened import OpenCase
    from hearsay.pipeline.transcribing import pictures, place_of

    wanted = _Wanted(**options)
    with OpenCase(case) as opened:
        if not place:
            _listed(opened, done=wanted.done, as_json=wanted.as_json)
            return
        found = place_of(opened, place)
        if wanted.picture is not None:
            for path in pictures(case, [found], wanted.picture, sandbox=not wanted.no_sandbox):
                click.echo(screen.safe(str(path)))
        text = _typed(wanted)
        if text is not None or wanted.accept:
            _entered(opened, found.id, text, wanted)
        elif wanted.picture is None:
            click.echo(f"{screen.safe(found.why)}\n{screen.safe(found.guess)}")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The options of the command."""

    picture: Path | None
    text: str | None
    file: Path | None
    accept: bool
    twice: bool
    by: str
    done: bool
    as_json: bool
    no_sandbox: bool


def _typed(wanted: _Wanted) -> str | None:
    """What stands there as given; None where nothing was typed, or the machine's guess is taken."""
    if wanted.accept or wanted.text is not None:
        return None if wanted.accept else wanted.text
    if wanted.file is not None:
        try:
            return wanted.file.read_text("utf-8")
        except UnicodeDecodeError:
            raise click.UsageError(f"{wanted.file} is not UTF-8") from None
    return sys.stdin.read() if wanted.by else None


def _listed(opened: "OpenCase", *, done: bool, as_json: bool) -> None:
    import msgspec

    from hearsay.pipeline.transcribing import waiting

    rows = waiting(opened, done=done)
    for row in rows:
        if as_json:
            click.echo(msgspec.json.encode(row))
            continue
        short = row.id.partition(":")[2][:10]
        click.echo(f"{short}  {screen.safe(row.document)} p.{row.page}  {row.confidence:.2f}  {row.why}")
        if row.guess:
            click.echo(screen.block("", row.guess[:300], indent=12))
        for entry in row.entries:
            click.echo(screen.block("", f"typed by {entry}", indent=12))
    if not as_json:
        click.echo(f"{len(rows)} places" + (" wait" if not done else ""))


def _entered(opened: "OpenCase", place: str, text: str | None, wanted: _Wanted) -> None:
    from hearsay.pipeline.transcribing import enter, waiting

    held = enter(opened, place, text, by=wanted.by, twice=wanted.twice)
    if held is not None:
        click.echo("kept; run the case again to see what follows")
        return
    (row,) = (row for row in waiting(opened) if row.id == place)
    click.echo("kept; neither is used until two entries agree:")
    for entry in row.entries:
        click.echo(screen.block("", entry, indent=2))


COMMANDS: tuple[click.Command, ...] = (transcribe,)
