"""Commands that do work: new, run, one verb a stage, read.

In: a case folder or files. Out: progress on standard error, the report on standard output.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay.errors import HearsayError

from . import screen
from .meter import Meter

if TYPE_CHECKING:
    from hearsay.pipeline.work import Report

_FOLDER = click.argument("case", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_QUIET = click.option("--quiet", "-q", is_flag=True, help="No progress.")
_BARE = click.option("--no-sandbox", is_flag=True, help="Parse without walls. Only for files you trust.")
_PATHS = click.Path(path_type=Path)

_STAGES = {
    "ingest": "Read the haul: files, pages, passages, the ledger.",
    "claims": "Find who says what, on whose word, how surely (and all before it).",
    "trace": "Find who copied whom, what changed, how many origins (and all before it).",
    "check": "Hold claims against event records, with the odds of chance (and all before it).",
    "weigh": "Say what follows, how surely, and what would overturn it (and all before it).",
    "publish": "Write the dossier (and all before it).",
}


@click.command()
@click.argument("folder", type=_PATHS)
@click.option("--title", default="Untitled case", help="Title of the case.")
@click.option("--input", "inputs", multiple=True, type=_PATHS, help="A file or folder of the haul.")
@click.option("--records", multiple=True, type=_PATHS, help="A CSV of events (UCDP GED columns).")
@click.option("--gazetteer", "gazetteers", multiple=True, type=_PATHS, help="A CSV of places.")
def new(
    folder: Path, title: str, inputs: tuple[Path, ...], records: tuple[Path, ...], gazetteers: tuple[Path, ...]
) -> None:
    """Make a new case in FOLDER."""
    from hearsay.pipeline.beginning import begin

    target = begin(folder, title=title, inputs=inputs, records=records, gazetteers=gazetteers)
    first = "" if inputs else f"put the files into {folder}/haul, then "
    click.echo(screen.safe(f"{target} is written. Next: {first}hearsay run {folder}"))


@click.command()
@_FOLDER
@_JSON
@_QUIET
@_BARE
def run(case: Path, *, as_json: bool, quiet: bool, no_sandbox: bool) -> None:
    """Do all six stages of CASE and print the findings."""
    _work(case, "publish", as_json=as_json, quiet=quiet, no_sandbox=no_sandbox)


@click.command(help=_STAGES["ingest"])
@_FOLDER
@click.option(
    "--retry",
    multiple=True,
    type=click.Choice(("failed", "encrypted", "ocr")),
    help="Read these again and only these: files that failed, that are locked, that are read from pictures. May be repeated.",
)
@_JSON
@_QUIET
@_BARE
def ingest(case: Path, *, retry: tuple[str, ...], as_json: bool, quiet: bool, no_sandbox: bool) -> None:
    """Read the haul, or some of it again."""
    from hearsay.pipeline.again import RETRIES
    from hearsay.pipeline.work import run_again

    if not retry:
        _work(case, "ingest", as_json=as_json, quiet=quiet, no_sandbox=no_sandbox)
        return
    asked = tuple(kind for kind in RETRIES if kind in retry)
    with Meter(quiet=quiet) as meter:
        done = run_again(case, asked, progress=meter, sandbox=not no_sandbox)
    _told(case, "ingest", done, as_json=as_json)


def _stage(name: str) -> click.Command:
    @click.command(name, help=_STAGES[name])
    @_FOLDER
    @_JSON
    @_QUIET
    @_BARE
    def verb(case: Path, *, as_json: bool, quiet: bool, no_sandbox: bool) -> None:
        _work(case, name, as_json=as_json, quiet=quiet, no_sandbox=no_sandbox)

    return verb


def _work(case: Path, last: str, *, as_json: bool, quiet: bool, no_sandbox: bool) -> None:
    from hearsay.pipeline.recipe import STAGES
    from hearsay.pipeline.work import run as do

    (stage,) = (s for s in STAGES if s == last)
    with Meter(quiet=quiet) as meter:
        done = do(case, stage, progress=meter, sandbox=not no_sandbox)
    _told(case, last, done, as_json=as_json)


def _told(case: Path, last: str, done: "Report", *, as_json: bool) -> None:
    """Print the end of a run. HearsayError where every group of a step failed."""
    import msgspec

    from hearsay.pipeline.opened import OpenCase

    with OpenCase(case) as opened:
        rows = list(opened.rows("findings")) if last == "publish" else []
        judged = list(opened.rows("judgements")) if last == "publish" else []
    if as_json:
        for row in rows:
            click.echo(msgspec.json.encode(row))
        screen.remarks(done, err=True)
        return
    screen.findings(rows)
    screen.questions(judged)
    screen.report(done, str(case), rows)
    hopeless = [t.step for t in done.tallies if t.failed and t.failed == t.done and not t.kept]
    if hopeless:
        raise HearsayError(
            f"every group of {', '.join(hopeless)} failed, so the findings are not whole",
            remedy=f"the reasons are in `hearsay show {case} failures`; the next run tries them again, files only with "
            f"`hearsay ingest {case} --retry failed`",
        )


@click.command()
@click.argument("files", nargs=-1, required=True, type=_PATHS)
@_JSON
@_BARE
def read(files: tuple[Path, ...], *, as_json: bool, no_sandbox: bool) -> None:
    """Read FILES without a case and print each claim with its chain: a first look."""
    import msgspec

    from hearsay.pipeline.first_look import first_look

    with first_look(files, sandbox=not no_sandbox) as opened:
        found = list(opened.rows("claims"))
        for row in found:
            if as_json:
                click.echo(msgspec.json.encode(row))
                continue
            links = " > ".join(f"{hop['holder']} {hop['mode']}" for hop in row["chain"])
            click.echo(
                f"{screen.safe(row['document'])} p.{row['page']} [{row['start']}:{row['end']}]  {row['kind']}, {row['commitment']}"
            )
            click.echo(screen.block("", row["text"], indent=2))
            click.echo(screen.block("", links, indent=6))
        if not as_json:
            screen.first_look(found, list(opened.rows("files")))


COMMANDS: tuple[click.Command, ...] = (new, run, ingest, *map(_stage, tuple(_STAGES)[1:]), read)
