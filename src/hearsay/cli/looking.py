"""Commands that look: show, search, explain, verify; and rule, which keeps a person's decision.

In: a case that was run. Out: tables, hits, the walk back; JSON lines with --json.
"""

from pathlib import Path

import click

from . import grid, screen

_FOLDER = click.argument("case", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")

_TABLES = (
    "files", "facts", "documents", "translations", "aligned", "differences", "versions", "version_changes", "threads", "pages",
    "passages", "claims", "chains", "voices", "relations", "custody", "signals", "propositions", "copies", "origins", "drift",
    "matches", "numbers", "judgements", "ach", "findings", "unsure", "failures", "rulings",
)  # fmt: skip

_COLUMNS = {
    "files": ("path", "status", "media_type", "chars", "reason", "inside", "note"),
    "facts": ("document", "name", "value", "evidence"),
    "documents": ("path", "kind", "outlet", "date_stated", "date_inferred", "title"),
    "translations": ("document", "original", "translator", "found_by", "probability", "differences", "sure"),
    "aligned": ("document", "original_text", "text"),
    "differences": ("document", "kind", "meant", "said", "sure", "why"),
    "versions": (
        "series",
        "position",
        "document",
        "ordered_by",
        "appeared",
        "vanished",
        "changed",
        "blacked",
        "uncovered",
    ),
    "version_changes": ("later", "kind", "was", "became", "slight", "why"),
    "threads": ("subject", "messages", "first", "last", "people", "missing", "joined_by"),
    "pages": ("document", "page", "method", "text"),
    "passages": ("document", "page", "start", "kind", "language", "hidden", "text"),
    "claims": ("document", "start", "kind", "commitment", "text"),
    "signals": ("speaks", "name", "document", "stated", "found", "why"),
    "chains": ("document", "words", "text"),
    "voices": ("name", "kind", "document", "institution", "stake"),
    "relations": ("kind", "source_text", "target_text"),
    "custody": ("paper", "position", "act", "hand", "when", "on_word_of"),
    "propositions": ("kind", "documents", "text"),
    "copies": ("from", "to", "kind", "credited", "probability"),
    "origins": ("at_least", "at_most", "verdict", "documents", "roots", "text"),
    "drift": ("what", "before", "after", "from_document", "to_document"),
    "matches": ("claim", "relation", "event_text", "probability", "p0", "p0_interval", "reason"),
    "numbers": ("value", "of", "refused", "reason"),
    "judgements": ("subject", "words", "low", "high", "text"),
    "ach": ("evidence", "reads", "given_by"),
    "unsure": ("document", "question", "choices", "text"),
    "failures": ("step", "key", "reason"),
    "rulings": ("when", "by", "decision", "about", "orphaned", "said", "note"),
}


@click.command()
@_FOLDER
@click.argument("table", type=click.Choice(_TABLES))
@_JSON
def show(case: Path, table: str, *, as_json: bool) -> None:
    """Print a TABLE of CASE."""
    import msgspec

    from hearsay.pipeline.opened import OpenCase

    with OpenCase(case) as opened:
        found = list(opened.rows(table))
    if as_json:
        for row in found:
            click.echo(msgspec.json.encode(row))
    elif table == "findings":
        screen.findings(found, all_of_them=True)
    else:
        grid.show(_COLUMNS[table], found)
        click.echo(f"{len(found)} {table}")


@click.command(context_settings={"ignore_unknown_options": True})
@_FOLDER
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, help="At most this many hits.")
@_JSON
def search(case: Path, words: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Find passages of CASE that hold all WORDS; "words side by side" in quotation marks, -word to leave out."""
    import msgspec

    from hearsay.pipeline.opened import OpenCase

    with OpenCase(case) as opened:
        found = opened.search(" ".join(words), limit)
    if as_json:
        for hit in found:
            click.echo(msgspec.json.encode(hit))
    else:
        screen.hits(found)


@click.command()
@_FOLDER
@click.argument("record_id", metavar="ID")
@_JSON
def explain(case: Path, record_id: str, *, as_json: bool) -> None:
    """Walk back from the record ID of CASE to the highlighted characters it rests on. The beginning of an id is enough."""
    import msgspec

    from hearsay.pipeline.opened import OpenCase

    with OpenCase(case) as opened:
        steps = opened.explain(record_id)
    if as_json:
        for step in steps:
            click.echo(msgspec.json.encode(step))
    else:
        screen.walk(steps)


@click.command()
@_FOLDER
@_JSON
def verify(case: Path, *, as_json: bool) -> None:
    """Recompute every hash, id and citation of CASE, from the files themselves."""
    import msgspec

    from hearsay.errors import VerifyError
    from hearsay.pipeline.opened import OpenCase
    from hearsay.pipeline.verifying import verify as check

    with OpenCase(case) as opened:
        done = check(opened.case, opened.store, opened.shelf)
    if as_json:
        click.echo(msgspec.json.encode(done))
    else:
        click.echo("checked: " + ", ".join(f"{count} {what}" for what, count in done.checked.items()))
        for wrong in done.wrong:
            click.echo(f"  wrong: {screen.safe(wrong)}")
    if done.wrong:
        raise VerifyError(
            "1 thing does not hold" if len(done.wrong) == 1 else f"{len(done.wrong)} things do not hold",
            remedy="run the case again, or ask who changed the files",
        )
    if not as_json:
        click.echo("everything holds")


@click.command()
@_FOLDER
@click.argument("record_id", metavar="ID")
@click.argument("decision", type=click.Choice(("accept", "reject", "note")))
@click.option("--by", required=True, help="Who decides.")
@click.option("--note", default="", help="Why.")
def rule(case: Path, record_id: str, decision: str, by: str, note: str) -> None:
    """Keep a person's decision about a record. A rejected record is used by no later stage from the next run on."""
    from typing import get_args

    from hearsay.pipeline.opened import OpenCase
    from hearsay.pipeline.ruling import Decision
    from hearsay.pipeline.ruling import rule as keep

    (chosen,) = (d for d in get_args(Decision) if d == decision)
    with OpenCase(case) as opened:
        ruling = keep(opened, record_id, chosen, by=by, note=note)
    click.echo(f"{ruling.decision} kept about {ruling.about}; run the case again to see what follows")


@click.command("formats")
@_JSON
def what_is_read(*, as_json: bool) -> None:
    """List what can be read on this machine, what lacks a program, and which plug-ins are active."""
    import msgspec

    from hearsay.pipeline.formats import readable

    rows, notes = readable()
    if as_json:
        for row in rows:
            click.echo(msgspec.json.encode(row))
    else:
        grid.show(("format", "read", "missing", "gives"), [msgspec.to_builtins(row) for row in rows])
        brought = [row.plug_in for row in rows if row.plug_in]
        click.echo(f"{sum(row.read for row in rows)} of {len(rows)} kinds can be read here")
        click.echo(f"plug-ins: {', '.join(map(screen.safe, brought)) or 'none'}")
        for package in sorted({package for row in rows for package in row.packages}):
            click.echo(f"more can be read with apt install {package.replace(',', '')}")
    for note in notes:
        click.echo(f"  note: {screen.safe(note)}", err=as_json)


COMMANDS: tuple[click.Command, ...] = (show, search, explain, verify, rule, what_is_read)
