"""Which content is a translation of which: the clear best of its candidates, else a question to a person.

In: the `Sketch`es of all contents and what people said already. Out: Translations, and Unsure where two candidates are as
likely, or where nothing tells which of two is the original. Cost is linear: candidates share a name, a folder that a label
sends to, or rare figures, and what stands in many contents makes none.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from hearsay.model import Anchor, Record, Translation, Unsure

from .filenames import read_name
from .sketch import SMALL, Half, Sketch
from .weigh import Weighed, logistic, odds_of_figures, weigh
from .words import weight

CROWD = 24
"""Contents of one name, or of one folder, beyond which they make no candidates."""
_FEW = 8
"""Contents in which a figure may stand to make candidates."""
_SHARED = 3
"""Figures that candidates by figures share."""
_LONGEST = 12
"""Choices of one question."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A content that may be the original of another."""

    sha256: str
    sketch: Sketch
    weighed: Weighed


def choose(sketches: Mapping[str, Sketch], known: Mapping[str, str]) -> list[Record]:
    """Translations and questions, by id; `known` holds the originals that people named, by the translation's sha256.

    A text that says it is a translation, and whose original nobody named and nothing shows, is one all the same.
    """
    texts = {sha: sketch for sha, sketch in sorted(sketches.items()) if sketch.language}
    common = Counter(value for sketch in texts.values() for value in set(sketch.figures))
    found, even = _candidates(texts, common)
    records: dict[str, Record] = {}
    for sha in sorted(found.keys() - known.keys()):
        records.update((r.id, r) for r in _decided(sha, texts[sha], found[sha]))
    clear = {r.sha256 for r in records.values() if isinstance(r, Translation)}
    done = clear | set(known)
    records.update((question.id, question) for question in _which(even, texts, common, done))
    for sha, sketch in texts.items():
        alone = _alone(sha, sketch, done, clear)
        if alone is not None:
            records[alone.id] = alone
    return [records[key] for key in sorted(records)]


def _candidates(
    texts: Mapping[str, Sketch], common: Mapping[int, int]
) -> tuple[dict[str, list[_Candidate]], list[tuple[str, str]]]:
    """For each text the likely originals; and pairs of which nothing tells which is the original."""
    found: dict[str, list[_Candidate]] = defaultdict(list)
    even: list[tuple[str, str]] = []
    for one, other in sorted(_pairs(texts, common)):
        for this, that in ((one, other), (other, one)):
            weighed = weigh(texts[this], texts[that], common)
            if not weighed.plain or weighed.probability < weight("least", "asked"):
                continue
            if weighed.direction >= weight("least", "direction"):
                found[this].append(_Candidate(that, texts[that], weighed))
            elif this == one and weighed.direction > 1 - weight("least", "direction"):
                even.append((one, other))
    return found, even


def _alone(sha: str, sketch: Sketch, done: set[str], found: Collection[str]) -> Translation | None:
    """A paper in two languages, or one that says it is a translation of what is not in the haul, or of what people named."""
    if sha not in done and sketch.halves and (both := _in_one_paper(sha, sketch)) is not None:
        return both
    if not sketch.labelled or sha in found:
        return None
    return _with_label(Translation(sha256=sha, original="", language=sketch.language, source=sketch.source), sketch)


def _with_label(translation: Translation, sketch: Sketch) -> Translation:
    """The translation with what its paper says of its translator."""
    page, start, end = sketch.label
    at = Anchor(page=page, start=start, end=end) if page else None
    return replace(translation, translator=sketch.translator, translator_at=at)


def _pairs(texts: Mapping[str, Sketch], common: Mapping[int, int]) -> set[tuple[str, str]]:
    """Contents of two languages that are worth weighing, the smaller sha256 first."""
    blocks: dict[str, list[str]] = defaultdict(list)
    folders: dict[str, list[str]] = defaultdict(list)
    for sha, sketch in texts.items():
        for path in sketch.paths:
            key = read_name(path, sketch.language).key
            blocks[key].append(sha)
            folders[path.rpartition("/")[0]].append(sha)
    pairs = {p for key, held in blocks.items() if key for p in _across(held, texts)}
    for folder, held in folders.items():
        boxed = "!" in folder
        pairs |= {p for p in _across(held, texts) if boxed or texts[p[0]].labelled or texts[p[1]].labelled}
    return pairs | _by_figures(texts, common)


def _across(held: Sequence[str], texts: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    members = sorted(set(held))
    if len(members) <= CROWD:
        yield from (p for p in combinations(members, 2) if texts[p[0]].language != texts[p[1]].language)


def _by_figures(texts: Mapping[str, Sketch], common: Mapping[int, int]) -> set[tuple[str, str]]:
    """Pairs with a labelled text of which the two share several rare figures."""
    where: dict[int, list[str]] = defaultdict(list)
    for sha, sketch in texts.items():
        for value in sorted(set(sketch.figures)):
            if value > SMALL and 1 < common[value] <= _FEW:
                where[value].append(sha)
    shared: Counter[tuple[str, str]] = Counter()
    for held in where.values():
        shared.update(p for p in combinations(held, 2) if texts[p[0]].language != texts[p[1]].language)
    return {p for p, n in shared.items() if n >= _SHARED and (texts[p[0]].labelled or texts[p[1]].labelled)}


def _decided(sha: str, sketch: Sketch, candidates: Iterable[_Candidate]) -> Iterator[Record]:
    """The clear best of the candidates as a Translation; a question where none is clear and the text says it is one."""
    papers = _papers(sketch, candidates)
    sure = [c for c in papers if c.weighed.probability >= weight("least", "probability")]
    clear = sure and (len(papers) == 1 or sure[0].weighed.odds - papers[1].weighed.odds >= weight("least", "lead"))
    if clear:
        best = sure[0]
        found = Translation(
            sha256=sha,
            original=best.sha256,
            language=sketch.language,
            source=best.sketch.language,
            probability=best.weighed.probability,
            direction=best.weighed.direction,
            reasons=best.weighed.reasons,
        )
        yield _with_label(found, sketch)
    elif sketch.labelled or sure:
        yield _question(
            "of which paper is this a translation?",
            sketch,
            [c.sketch for c in papers],
            "no candidate is clearly the best",
        )


def _papers(sketch: Sketch, candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The likeliest reading of each paper, the likeliest paper first; translations of it step behind the original."""
    ranked = sorted(candidates, key=lambda c: (-c.weighed.odds, c.sketch.seen, c.sha256))
    first = [c for c in ranked if not c.sketch.labelled or c.sketch.language == sketch.source]
    kept: list[_Candidate] = []
    for one in first or ranked:
        twin = next((n for n, c in enumerate(kept) if _one_paper(c.sketch, one.sketch)), None)
        if twin is None:
            kept.append(one)
        elif kept[twin].sketch.seen and not one.sketch.seen:
            kept[twin] = one
    return kept


def _one_paper(one: Sketch, other: Sketch) -> bool:
    """Whether two files in one language are by their names readings of one paper: a scan and what was typed from it."""
    keys = [{read_name(path, side.language).key for path in side.paths} - {""} for side in (one, other)]
    return one.language == other.language and bool(keys[0] & keys[1])


def _question(question: str, at: Sketch, choices: Sequence[Sketch], why: str) -> Unsure:
    paths = tuple(dict.fromkeys(choice.paths[0] for choice in choices))[:_LONGEST]
    return Unsure(page=at.page, start=at.first[0], end=at.first[1], question=question, choices=paths, why=why)


def _which(
    even: Iterable[tuple[str, str]], texts: Mapping[str, Sketch], common: Mapping[int, int], done: set[str]
) -> Iterator[Unsure]:
    """A question for each pair that surely belongs together and of which nothing tells which is the original."""
    for one, other in even:
        weighed = weigh(texts[one], texts[other], common)
        if {one, other} & done or weighed.probability < weight("least", "probability"):
            continue
        at, beside = sorted((texts[one], texts[other]), key=lambda s: s.paths)
        yield _question(
            "which of the two is the original, which the translation?", at, [at, beside], "; ".join(weighed.reasons)
        )


def _in_one_paper(sha: str, sketch: Sketch) -> Translation | None:
    """A paper of which one half says in another language what the other half says."""
    first, second = sketch.halves
    odds, share, reasons = odds_of_figures(first.figures, second.figures)
    ratio = max(first.letters, second.letters) / max(1, min(first.letters, second.letters))
    odds += weight("weights", "start") + weight("weights", "one_paper") + weight("weights", "says_so") * sketch.labelled
    if share < weight("least", "halves") or ratio > 2 or logistic(odds) < weight("least", "probability"):
        return None
    source, target = _order(sketch, first, second)
    told = bool(sketch.source or sketch.target)
    found = Translation(
        sha256=sha,
        original=sha,
        found_by="one paper",
        language=target,
        source=source,
        probability=logistic(odds),
        direction=logistic(weight("direction", "says_so")) if told else 0.5,
        reasons=(f"one paper in the languages {source} and {target}", *reasons),
    )
    return _with_label(found, sketch)


def _order(sketch: Sketch, first: Half, second: Half) -> tuple[str, str]:
    """The language of the original and that of the translation; the one with more text first where nothing tells."""
    known = (first.language, second.language)
    if sketch.target == known[0] or sketch.source == known[1]:
        return known[1], known[0]
    return known
