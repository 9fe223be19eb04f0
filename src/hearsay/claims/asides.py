"""Notes of others inside a paper: `[Note of the desk: ...]`, `[Editor: ...]`, `Translator's note: ...`.

In: a sheet and the span of a sentence. Out: its parts, each with the words of whoever wrote the note where it is one.
"""

import re
from dataclasses import replace

from hearsay.model import Anchor

from .drafts import Link
from .lexicon import Cue
from .sheet import Sheet
from .voices import Cast

_WRITER = (
    r"(?:(?:the )?(?:desk|editors?|translators?|archivists?|transcribers?|compilers?|publishers?|newsroom|editorial board|редакци[яи]|переводчика?|редактора?|составител[ья]"
    r"|(?:ال)?محرر|(?:ال)?مترجم|(?:هيئة )?(?:ال)?تحرير))"
)
_NOTE = re.compile(
    rf"(?P<open>[\[(])?\s*(?P<label>(?:(?:notes?|remarks?|comment) (?:of|by|from) {_WRITER}|{_WRITER}(?:['’]s?|s['’])?(?: note| remark| comment)?"
    rf"|(?:примечание|прим\.) {_WRITER}|(?:ملاحظة|تعليق) {_WRITER}))\s*[:：—–-]\s*",
    re.IGNORECASE,
)
_NOTED = Cue("note", "asserts", "Uu")
Part = tuple[int, int, Anchor | None]


def parts(sheet: Sheet, start: int, end: int) -> list[Part]:
    """[start, end) cut at notes: a note has the label that says who wrote it; brackets and labels are left out."""
    found: list[Part] = []
    at = start
    for note in _NOTE.finditer(sheet.text, start, end):
        led = note.start() <= start or not sheet.text[start : note.start()].strip(" \n*_>")
        if note.start() < at or not (note["open"] or led):
            continue
        closing = sheet.text.find("]" if note["open"] == "[" else ")", note.end(), end) if note["open"] else -1
        stop = closing if closing >= 0 else end
        if note.start() > at:
            found.append((at, note.start(), None))
        label = Anchor(page=sheet.page, start=note.start("label"), end=note.end("label"))
        found.append((note.end(), stop, label))
        at = stop + (closing >= 0)
    if at < end:
        found.append((at, end, None))
    return found


def noted(cast: Cast, sheet: Sheet, links: tuple[Link, ...], label: Anchor) -> tuple[Link, ...]:
    """The chain of a note: whoever wrote it speaks beside the paper, and the publisher hands it on."""
    text = " ".join(sheet.text[label.start : label.end].split())
    voice = cast.say(f"the writer of “{text}”", "unnamed", mention=label)
    outer = replace(links[0], quoting=True)
    return (outer, Link(voice=voice, cue=_NOTED, mention=label, cue_span=label, cue_text=text))
