"""What is shown on a terminal: findings, rows, walks, hits, progress.

In: rows and reports. Out: text on standard output, progress on standard error. Text of a haul is shown with its control
characters made visible, so that it can neither move the cursor nor turn the line around.
"""

import shutil
import sys
import textwrap
import time
import unicodedata
from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from hearsay.pipeline.explaining import Step
    from hearsay.pipeline.indexing import Found
    from hearsay.pipeline.work import Report

_SHOWN = 15
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
    return textwrap.fill(safe(text), width(), initial_indent=lead, subsequent_indent=" " * len(lead))


def findings(rows: Sequence[dict[str, Any]], *, all_of_them: bool = False) -> None:
    """The findings table, a block each, best first."""
    shown = rows if all_of_them else rows[:_SHOWN]
    for number, row in enumerate(shown, start=1):
        click.echo(textwrap.fill(f"{number:>2}. {safe(row['text'])}", width(), subsequent_indent="    "))
        texts = "1 text" if row["documents"] == 1 else f"{row['documents']} texts"
        click.echo(block("carried by", f"{texts}; origins {row['at_least']} - {row['at_most']}: {row['verdict']}"))
        click.echo(block("surest", row["surest"]))
        click.echo(block("weakest", row["weakest"]))
        click.echo(block("record", row["record"]))
        click.echo(block("judgement", row["judgement"]))
        click.echo()
    if len(rows) > len(shown):
        click.echo(f"and {len(rows) - len(shown)} more: hearsay show CASE findings")


def questions(rows: Iterable[dict[str, Any]]) -> None:
    """What follows for the questions of case.toml: each hypothesis with its words and its interval."""
    for row in rows:
        if row["subject"] == "hypothesis":
            click.echo(block("hypothesis", row["text"], indent=0))
            click.echo(
                block("judgement", f"{row['words']} ({floor(100 * row['low'])} % to {ceil(100 * row['high'])} %)")
            )
            click.echo(block("open", row["open_question"]))
            click.echo()


def report(done: "Report", folder: str, rows: Sequence[dict[str, Any]]) -> None:
    """The end of a run after its findings: the ledger, what failed, what changed, where to read on."""
    click.echo(done.ledger.sentence)
    for failure in done.failures[:10]:
        click.echo(f"  failed: {failure.step} {safe(failure.key)[:60]}: {safe(failure.reason)}")
    for note in done.notes[:10]:
        click.echo(f"  note: {safe(note)}")
    if done.finished:
        _changes(done)
    if rows:
        click.echo(
            f"Read on: {folder}/dossier/dossier.html in any browser (no network needed), or hearsay show {folder} claims"
        )


def _changes(done: "Report") -> None:
    if done.first:
        click.echo("This is the first finished run of this case.")
    else:
        click.echo("Nothing changed since the last run." if not done.changes else "Since the last run:")
    for change in done.changes[:40]:
        click.echo(f"  {safe(change)}")
    if len(done.changes) > 40:
        click.echo(f"  and {len(done.changes) - 40} more changes")


def walk(steps: Iterable["Step"]) -> None:
    """The walk back, indented, with the words on the page between marks."""
    for step in steps:
        lead = "  " * step.depth
        tail = f"  ({step.record})" if step.record else ""
        click.echo(textwrap.fill(safe(step.text) + tail, width(), initial_indent=lead, subsequent_indent=lead + "    "))
        if step.place:
            click.echo(f"{lead}    {safe(step.place)}")
            marked = click.style(safe(step.marked), reverse=True) if sys.stdout.isatty() else f">>{safe(step.marked)}<<"
            click.echo(f"{lead}    ...{safe(step.before)} {marked} {safe(step.after)}...")


def hits(found: Sequence["Found"]) -> None:
    """Hits with page and snippet, the words looked for between marks."""
    for number, hit in enumerate(found, start=1):
        click.echo(f"{number:>2}. {safe(hit.path)} p.{hit.page} [{hit.start}:{hit.end}]")
        parts, at = [], 0
        for start, end in hit.marks:
            word = safe(hit.snippet[start:end])
            parts += [
                _spaced(hit.snippet[at:start]),
                click.style(word, bold=True) if sys.stdout.isatty() else f"[{word}]",
            ]
            at = end
        click.echo("    " + "".join([*parts, _spaced(hit.snippet[at:])]).strip())
    if not found:
        click.echo("nothing found")


def _spaced(text: str) -> str:
    """`safe`, with the white space at both ends kept as one space."""
    inner = safe(text)
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"


class Meter:
    """Progress on standard error: one changing line on a terminal, one line a step elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet, self._live = quiet, sys.stderr.isatty()
        self._step, self._total, self._kept, self._done, self._failed = "", 0, 0, 0, 0
        self._began = self._drawn = 0.0

    def begin(self, step: str, *, total: int, kept: int) -> None:
        """A step starts."""
        self._step, self._total, self._kept, self._done, self._failed = step, total, kept, 0, 0
        self._began = self._drawn = time.monotonic()

    def advance(self, *, failed: bool) -> None:
        """One group is done."""
        self._done += 1
        self._failed += failed
        now = time.monotonic()
        if self._live and not self._quiet and now - self._drawn > 0.1:
            self._drawn = now
            click.echo(f"\r\x1b[2K{self._line(now)}", nl=False, err=True)

    def end(self) -> None:
        """The step is over; a step without work says nothing."""
        if self._done and not self._quiet:
            click.echo(f"{chr(13) + chr(27) + '[2K' if self._live else ''}{self._line(time.monotonic())}", err=True)

    def _line(self, now: float) -> str:
        spent = max(now - self._began, 1e-6)
        rate = self._done / spent
        left = self._total - self._kept - self._done
        parts = [f"{self._step:<24}{self._done:>6} done", f"{left} left", f"{rate:.0f}/s"]
        parts += [f"{self._kept} kept"] if self._kept else []
        parts += [f"{self._failed} failed"] if self._failed else []
        parts += [f"about {left / rate:.0f} s to go"] if left and rate else [f"{spent:.1f} s"]
        return ", ".join(parts)
