"""What a paper says of itself as a translation: that it is one, from and into which language, by whom.

In: the pages of a content. Out: a `Said` with its place, or None. Only lines that are nothing but such a label count, at
the head and at the foot of a paper: what a sentence says of some translation is no label.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hearsay.model import Anchor, Page
from hearsay.text.normal import fold

from .words import languages, said

_HEAD_LINES, _FOOT_LINES = 12, 8
_LONGEST = 200
_WORDS = 24
_HINT = re.compile("transl|перев|ترجم|نقل", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_DECORATION = " \t#*_>~=|-–—()[]{}\"'“”«».,:"
_NAME_ENDS = re.compile(r"[,;(\[|\n:]|\s[–—-]+\s|\d|(?<=\w{3})\.(?=\s|$)")
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\.$")
_NAME = 60
_INTO = re.compile(r"\s+(?:into|to|на|الي)(?=\s)")


@dataclass(frozen=True, slots=True)
class Said:
    """The label of a translation."""

    at: Anchor
    """The whole label."""
    source: str = ""
    """Code of the language it is from; empty when it does not say."""
    target: str = ""
    translator: str = ""
    """As written; empty when it does not say."""
    named_at: Anchor | None = None
    """Where the translator is named."""
    whole: bool = True
    """Whether the line is nothing else; False for a title that ends so."""


def label_of(pages: Sequence[Page]) -> Said | None:
    """What the paper says of itself as a translation: all its labels as one, the place of the one that says most."""
    found = list(labels(pages))
    if not found:
        return None
    best = max(found, key=lambda one: (bool(one.translator), bool(one.source), bool(one.target)))
    source = best.source or next((one.source for one in found if one.source), "")
    target = best.target or next((one.target for one in found if one.target), "")
    return replace(best, source=source, target=target)


def labels(pages: Sequence[Page]) -> Iterator[Said]:
    """The labels, in order of the pages."""
    ordered = sorted(pages, key=lambda page: (page.number, page.id))
    written = [page for page in ordered if page.text.strip()]
    if not written:
        return
    head, foot = _lines(written[0].text[:6_000]), _lines(written[-1].text[-3_000:])
    shift = max(0, len(written[-1].text) - 3_000)
    places = [(written[0], a, b) for a, b in head[:_HEAD_LINES]]
    places += [(written[-1], a + shift, b + shift) for a, b in foot[-_FOOT_LINES:]]
    for page, start, end in dict.fromkeys(places):
        one = _read(page, start, end)
        if one is not None:
            yield one


def is_note(text: str) -> bool:
    """Whether a paragraph begins as words of the translator's own do."""
    return fold(text[:80]).text.lstrip(" \t*_#>").startswith(said("notes"))


def _lines(text: str) -> list[tuple[int, int]]:
    return [line.span() for line in _LINE.finditer(text) if line.group().strip()]


def _read(page: Page, start: int, end: int) -> Said | None:
    line = page.text[start:end]
    if len(line) > _LONGEST or len(line.split()) > _WORDS or not _HINT.search(line):
        return None
    folded = fold(line)
    text = folded.text
    first = len(text) - len(text.lstrip(_DECORATION))
    at = Anchor(page=page.id, start=start, end=end)
    for lead in said("from"):
        if text.startswith(lead + " ", first):
            source, after = _language(text, first + len(lead))
            target, after = _further(text, after)
            return _spoken(Said(at, source=source, target=target), line, folded.original(after, len(text))[0])
    for lead in said("into"):
        if text.startswith(lead + " ", first):
            target, after = _language(text, first + len(lead))
            return _spoken(Said(at, target=target), line, folded.original(after, len(text))[0])
    label = _label(Said(at), text.strip(_DECORATION))
    if label is not None:
        return label
    for lead in said("by"):
        if text.startswith(lead, first) and not text[first + len(lead) : first + len(lead) + 1].isalnum():
            named = _named(Said(at), line, folded.original(first + len(lead), len(text))[0], joined=False)
            return named if named.translator else None
    return None


def _language(text: str, at: int) -> tuple[str, int]:
    """The code of the language that stands at `at`, articles skipped, and where its name ends; empty if none does."""
    words = list(re.finditer(r"[^\W\d_]+", text[at : at + 60]))
    for word in words[:3]:
        code = languages().get(word.group()) or languages().get(word.group().removeprefix("ال"))
        if code:
            following = words[words.index(word) + 1 :]
            skip = following[0].end() if following and following[0].group() in said("articles") else word.end()
            return code, at + skip
        if word.group() not in said("articles"):
            break
    return "", at


def _further(text: str, at: int) -> tuple[str, int]:
    """The language that a paper is translated into, where that stands behind the one it is from."""
    joint = _INTO.match(text, at)
    return _language(text, joint.end()) if joint else ("", at)


def _spoken(found: Said, line: str, at: int) -> Said | None:
    return _named(found, line, at, joined=True) if found.source or found.target else None


def _named(found: Said, line: str, at: int, *, joined: bool) -> Said:
    """With the name that stands at `at` of the line; behind a language only after a word that joins it, or a colon."""
    rest = line[at:]
    lead = len(rest) - len(rest.lstrip(" \t:*_—–-،,"))
    folded = fold(rest[lead:]).text
    join = next((word for word in said("joins") if folded.startswith(word + " ")), "")
    colon = ":" in rest[:lead]
    if joined and not join and not colon and folded.isascii():
        return found
    lead += len(join) + 1 if join else 0
    stop = _NAME_ENDS.search(rest, lead)
    name = rest[lead : stop.start() if stop else len(rest)]
    bare = name.strip(_DECORATION.replace(".", "") + "،؛")
    bare = bare.rstrip(".") if not _INITIAL.search(bare) else bare
    if not 2 <= len(bare) <= _NAME or len(bare.split()) > 8 or not any(c.isalpha() for c in bare):
        return found
    start = found.at.start + at + lead + name.index(bare)
    return replace(found, translator=bare, named_at=replace(found.at, start=start, end=start + len(bare)))


def _label(found: Said, text: str) -> Said | None:
    """A line that is nothing but "unofficial translation", or that ends in "English translation" behind a mark."""
    tail = re.split(r"\s*[,:;(\[|–—]\s*|\s-+\s", text)[-1] if text else ""
    for part, whole in ((text, True), (tail.strip(_DECORATION), False)):
        words = part.split()
        if not 1 <= len(words) <= 5 or not set(words) & set(said("nouns")):
            continue
        rest = [word for word in words if word not in said("nouns") and word not in said("articles")]
        code = next((languages()[word] for word in rest if word in languages()), "")
        others = " ".join(word for word in rest if word not in languages())
        kind = others in said("kinds")
        if (not others or kind) and (whole or code or kind):
            return replace(found, target=code, whole=whole)
    return None
