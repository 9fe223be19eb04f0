"""The command for what machines could not read: list it, look at it, type it in.

In: a case that was run. Out: the queue as lines or JSON lines, a picture of a place, an entry kept.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
def transcribe(  # noqa: PLR0913  # a command has as many parameters as it has options
    case: Path, place: str, *, picture: Path | None, text: str | None, file: Path | None, by: str,
    accept: bool, twice: bool, done: bool, as_json: bool, no_sandbox: bool,
) -> None:  # fmt: skip
    """List the places of CASE that wait for a person to read them; with an ID, show one and take what stands there.

    Without --text, --file or --accept the text is read from standard input when --by is given.
    """
    from hearsay.pipeline.opened import OpenCase
    from hearsay.pipeline.transcribing import pictures, place_of

    with OpenCase(case) as opened:
        if not place:
            _listed(opened, done=done, as_json=as_json)
            return
        found = place_of(opened, place)
        if picture is not None:
            for path in pictures(case, [found], picture, sandbox=not no_sandbox):
                click.echo(screen.safe(str(path)))
        if file is not None:
            text = file.read_text("utf-8")
        if text is None and by and not accept:
            text = sys.stdin.read()
        if text is not None or accept:
            _entered(opened, found.id, text, by, twice=twice)
        elif picture is None:
            click.echo(f"{screen.safe(found.why)}\n{screen.safe(found.guess)}")


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


def _entered(opened: "OpenCase", place: str, text: str | None, by: str, *, twice: bool) -> None:
    from hearsay.pipeline.transcribing import enter, waiting

    held = enter(opened, place, text, by=by, twice=twice)
    if held is not None:
        click.echo("kept; run the case again to see what follows")
        return
    (row,) = (row for row in waiting(opened) if row.id == place)
    click.echo("kept; neither is used until two entries agree:")
    for entry in row.entries:
        click.echo(screen.block("", entry, indent=2))


COMMANDS: tuple[click.Command, ...] = (transcribe,)
