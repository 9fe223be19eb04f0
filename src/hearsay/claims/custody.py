"""Through whose hands a paper went, as far as the text says.

In: drafts and sheets of a document, its cast, publisher. Out: Custody records about the Voices of papers. A hand that
nobody names stays empty; that somebody brought a paper out is recorded only when it is said.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from hearsay.model import Anchor, Custody, CustodyAct
from hearsay.text.names import actors

from .drafts import Draft
from .lexicon import lexicon
from .nouns import after
from .sheet import Sheet
from .voices import Cast

ACTS: tuple[CustodyAct, ...] = ("wrote", "copied", "brought_out", "passed_on", "obtained", "translated", "published")
_MANY = 200
"""Papers of a document of which what is said of all together is noted for each."""
Row = tuple[int, CustodyAct, str, str, Anchor]
"""Place in `ACTS`, act, hand, on whose word, where."""

_PAPERS = ("document", "document_set")
_MADE = re.compile(r"\b(?:sent|issued|written|signed) (?:from|by) ")


def find_custody(drafts: Sequence[Draft], sheets: dict[str, Sheet], cast: Cast) -> list[Custody]:
    """Hands of the papers, in order of the acts: written, copied, brought out, passed on, obtained, published."""
    papers = _papers(cast)
    rows: dict[str, list[Row]] = {paper: [] for paper in papers}
    named = sorted((page, a, paper) for paper in papers for page, a, _ in cast.voices[paper].mentions)
    for draft in sorted(drafts, key=lambda d: (d.page, d.start)) if papers else ():
        found = _rows(draft, sheets[draft.page], cast)
        for paper in _spoken_of(draft, papers, named, cast) if found else ():
            rows[paper].extend(found)
    return [custody for paper in papers for custody in _chain(paper, rows[paper], cast, alone=len(papers) < 2)]


def issuers(custody: Sequence[Custody], cast: Cast) -> tuple[tuple[str, str], ...]:
    """Name of a paper's voice -> who wrote it."""
    names = {cast.id_of(name): name for name in cast.voices}
    return tuple(sorted((names[c.about], c.hand) for c in custody if c.act == "wrote" and c.hand and c.about in names))


def _papers(cast: Cast) -> list[str]:
    return sorted(name for name, known in cast.voices.items() if known.kind in _PAPERS)


def _spoken_of(draft: Draft, papers: Sequence[str], named: Sequence[tuple[str, int, str]], cast: Cast) -> list[str]:
    """Papers that a claim mentions; of a set of papers, also the single ones that the same holder speaks of."""
    first, last = bisect_left(named, (draft.page, draft.start, "")), bisect_left(named, (draft.page, draft.end, ""))
    inside = sorted({paper for _, _, paper in named[first:last]})
    if any(cast.voices[p].kind == "document_set" for p in inside) and len(papers) <= _MANY:
        return sorted({*inside, *(p for p in papers if cast.voices[p].kind == "document")})
    return inside


def _rows(draft: Draft, sheet: Sheet, cast: Cast) -> list[Row]:
    folded = sheet.plain[draft.start : draft.end]
    words = lexicon().words["documents"]
    if not any(word in words for word in re.findall(r"[^\W\d_]+", folded)):
        return []
    found: list[Row] = []
    for n, act in enumerate(ACTS):
        match = lexicon().patterns[f"custody.{act}"].search(sheet.plain, draft.start, draft.end)
        if match is None:
            continue
        anchor = Anchor(page=draft.page, start=match.start(), end=match.end())
        hand = _hand(draft, sheet, match, cast) if act != "copied" else ""
        if act == "copied" and (made := _MADE.search(sheet.plain, match.end(), draft.end)):
            found.append((0, "wrote", _hand(draft, sheet, made, cast), draft.links[-1].voice, anchor))
        found.append((n, act, hand, draft.links[-1].voice, anchor))
    return found


def _hand(draft: Draft, sheet: Sheet, match: re.Match[str], cast: Cast) -> str:
    """The name right after the words, if a name or a known voice stands there."""
    if not match.group().rstrip().endswith(("by", "to", "from", "through", "with", "عليها")):
        return ""
    tokens = sheet.tokens(match.end(), min(draft.end, match.end() + 80))
    phrase = after(tokens, 0, len(tokens))
    if phrase is None:
        return ""
    text = " ".join(sheet.text[tokens[0].start : tokens[phrase.last - 1].end].split())
    known = actors(text, 0, len(text))
    if known and len(text) <= known[0].end + 2:
        return text
    if tokens[0].word in {"this", "the"} and phrase.last <= 2:
        nearest = cast.nearest(("group", "organisation", "outlet", "agency"), tokens[phrase.last - 1].word)
        return nearest or text
    return text


def _chain(paper: str, rows: Sequence[Row], cast: Cast, *, alone: bool) -> list[Custody]:
    seen: set[CustodyAct] = set()
    found: list[Custody] = []
    for _, act, hand, word, anchor in sorted(rows, key=lambda r: (r[0], r[4].page, r[4].start)):
        if act in seen or hand == paper:
            continue
        seen.add(act)
        note = "" if alone else "said of the papers together; of this one it is implied"
        found.append(
            Custody(
                about=cast.id_of(paper),
                position=len(found),
                act=act,
                hand=hand,
                on_word_of=word,
                note=note,
                anchor=anchor,
            )
        )
    return found
