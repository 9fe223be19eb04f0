"""What is shown on a terminal: findings, rows, walks, hits, progress.

In: rows and reports. Out: text on standard output, progress on standard error. Text of a haul is shown with its control
characters made visible, so that it can neither move the cursor nor turn the line around.
"""

import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import click

from .lines import OPEN, SHUT, isolated, painted, wrapped

if TYPE_CHECKING:
    from hearsay.pipeline.explaining import Step
    from hearsay.pipeline.searching import Found
    from hearsay.pipeline.work import Report

_SHOWN = 15
_LONGEST = 500
"""Characters of a finding's text that the table shows; the JSON holds all."""
_REMARKS = 20
_NARROWEST = 8
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\u200c", "\u200d"}
_DROPPED = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
"""Isolates, which our own sentences put around names in another script; a terminal needs none."""


def safe(text: str) -> str:
    """Text of a haul for a terminal: white space as one space, control and bidi characters as a visible mark."""
    flat = " ".join(text.translate(_DROPPED).split())
    return "".join("\ufffd" if unicodedata.category(c) in _HIDDEN and c not in _KEPT else c for c in flat)


def width() -> int:
    """Columns to write in: those of the terminal, at most 120."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def block(label: str, text: str, *, indent: int = 4) -> str:
    """A labelled paragraph, wrapped and indented."""
    lead = " " * indent + (f"{label:<11}" if label else "")
    lines = wrapped(safe(text), max(width() - len(lead), _NARROWEST))
    return "\n".join(f"{' ' * len(lead) if n else lead}{isolated(line)}".rstrip() for n, line in enumerate(lines))


def findings(rows: Sequence[dict[str, Any]], *, all_of_them: bool = False) -> None:
    """The findings table, a card each, best first."""
    shown = rows if all_of_them else rows[:_SHOWN]
    for number, row in enumerate(shown, start=1):
        click.echo(f"{number:>2}. {block('', _cut(row['text'])).lstrip()}")
        for label, text in _card(row):
            click.echo(block(label, text))
        click.echo()
    if len(rows) > len(shown):
        click.echo(f"and {len(rows) - len(shown)} more: hearsay show CASE findings")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


def _card(row: dict[str, Any]) -> list[tuple[str, str]]:
    """The labelled lines under a finding."""
    texts = "1 text" if row["documents"] == 1 else f"{row['documents']} texts"
    lines = [
        ("said by", row["chain"]),
        ("carried by", f"{texts}; origins {row['at_least']} - {row['at_most']}: {row['verdict']}"),
    ]
    if row["surest"] == row["weakest"]:
        lines.append(("wording", f"{row['surest']}; nobody on the way is surer or less sure" if row["surest"] else ""))
    else:
        lines += [("surest", row["surest"]), ("weakest", row["weakest"])]
    lines += [("against it", rival) for rival in row["rivals"]]
    lines += [("record", row["record"]), ("judgement", row["judgement"])]
    return [line for line in lines if line[1]]


def questions(rows: Iterable[dict[str, Any]]) -> None:
    """What follows for the questions of case.toml: each hypothesis with its words and its interval."""
    answers = [row for row in rows if row["subject"] == "hypothesis"]
    asked = {row["open_question"] for row in answers}
    for row in answers:
        click.echo(block("hypothesis", row["text"], indent=0))
        click.echo(block("judgement", f"{row['words']} ({_percent(row['low'], row['high'])})"))
        if len(asked) > 1:
            click.echo(block("open", row["open_question"]))
        click.echo()
    if len(asked) == 1:
        click.echo(block("open", f"for all of them: {answers[0]['open_question']}", indent=0))
        click.echo()


def _percent(low: float, high: float) -> str:
    """A range in percent, rounded outwards; never 0 and never 100, because nothing is ruled out and nothing is sure."""
    first, last = floor(100 * low + 1e-9), ceil(100 * high - 1e-9)
    return f"{first if first > 0 else 'below 1'} % to {last if last < 100 else 'above 99'} %"


def report(done: "Report", folder: str, rows: Sequence[dict[str, Any]]) -> None:
    """The end of a run after its findings: the ledger, what failed, what changed, where to read on."""
    click.echo(done.ledger.sentence)
    _reasons(done, folder)
    remarks(done)
    if done.finished:
        _changes(done)
    if rows:
        click.echo(
            f"Read on: {folder}/dossier/dossier.html in any browser (no network needed), or hearsay show {folder} claims"
        )


def remarks(done: "Report", *, err: bool = False) -> None:
    """What came of reading again, what failed and what the user should know, on standard output or beside it."""
    for line in done.again:
        click.echo(f"  {safe(line)}", err=err)
    failed = [f"failed: {one.step} {safe(one.key)[:60]}: {safe(one.reason)}" for one in done.failures]
    noted = [f"note: {safe(note)}" for note in done.notes]
    for lines, more in ((failed, "hearsay show CASE failures"), (noted, "the beginning of the list is above")):
        for line in lines[:_REMARKS]:
            click.echo(f"  {line}", err=err)
        if len(lines) > _REMARKS:
            click.echo(f"  and {len(lines) - _REMARKS} more: {more}", err=err)


def _reasons(done: "Report", folder: str) -> None:
    """Why files are not ok, the most frequent reasons first, and what waits for a person."""
    for reason in done.ledger.reasons[:_REASONS]:
        file = f", for one {safe(reason.example)}" if reason.count > 1 else f": {safe(reason.example)}"
        line = f"{reason.count:>6} {reason.status}: {safe(reason.kind)}{file}"
        for part in wrapped(line, max(width() - 2, _NARROWEST)):
            click.echo(f"  {part}")
    if len(done.ledger.reasons) > _REASONS:
        click.echo(f"  and {len(done.ledger.reasons) - _REASONS} more reasons: hearsay show {folder} files")
    if done.waiting:
        places = "1 place of a picture waits" if done.waiting == 1 else f"{done.waiting} places of pictures wait"
        click.echo(f"{places} for a person to type what stands there: hearsay transcribe {folder}")


def _changes(done: "Report") -> None:
    if done.first:
        click.echo("This is the first finished run of this case.")
    else:
        click.echo("Nothing changed since the last run." if not done.changes else "Since the last run:")
    for change in done.changes[:40]:
        click.echo(f"  {safe(change)}")
    if len(done.changes) > 40:
        click.echo(f"  and {len(done.changes) - 40} more changes")


def first_look(claims: Sequence[dict[str, Any]], files: Sequence[dict[str, Any]]) -> None:
    """The end of a first look: the files that could not be read, and how much was found in the others."""
    for row in files:
        if row["status"] != "ok":
            click.echo(f"{safe(row['path'])}: {row['status']}: {safe(row['reason'])}")
    counts = ((len(claims), "claim"), (sum(row["status"] == "ok" for row in files), "file"))
    click.echo(" in ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts))


def walk(steps: Iterable["Step"]) -> None:
    """The walk back, indented, with the words on the page between marks."""
    for step in steps:
        lead = "  " * step.depth
        tail = f"  ({step.record})" if step.record else ""
        room = max(width() - len(lead) - 4, _NARROWEST)
        first, *rest = wrapped(safe(step.text) + tail, room)
        click.echo("\n".join([lead + isolated(first), *(f"{lead}    {isolated(line)}" for line in rest)]))
        if step.place:
            click.echo(f"{lead}    {safe(step.place)}")
            text = f"...{safe(step.before)} {OPEN}{safe(step.marked)}{SHUT} {safe(step.after)}..."
            for line in painted(text, room, (">>", "<<"), reverse=True):
                click.echo(f"{lead}    {line}")


def hits(found: Sequence["Found"]) -> None:
    """Hits with page and snippet, the words looked for between marks; what is missing in those that are only near."""
    if found and found[0].missing:
        click.echo("nothing holds all words; the nearest:")
    for number, hit in enumerate(found, start=1):
        place = f"p.{hit.page} [{hit.start}:{hit.end}]" if hit.page else _PLACES[hit.where]
        click.echo(f"{number:>2}. {safe(hit.path)} {place}")
        if hit.hidden:
            click.echo(f"    HIDDEN on the page: {safe(hit.hidden)}")
        if hit.missing:
            click.echo(f"    without: {safe(', '.join(hit.missing))}")
        parts, at = [], 0
        for start, end in hit.marks:
            parts += [_spaced(hit.snippet[at:start]), f"{OPEN}{safe(hit.snippet[start:end])}{SHUT}"]
            at = end
        text = "".join([*parts, _spaced(hit.snippet[at:])]).strip()
        for line in painted(text, max(width() - 4, _NARROWEST), ("[", "]"), bold=True):
            click.echo(f"    {line}")
    if not found:
        click.echo("nothing found")


def _spaced(text: str) -> str:
    """`safe`, with the white space at both ends kept as one space."""
    inner = safe(text)
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"


_REASONS = 12
"""Reasons that a report tells."""
_PLACES = {"name": "(its name)", "fact": "(what it says of itself)", "text": ""}
