"""Which contents are releases of one record, and in which order: series without a member that another speaks against.

In: the `Likeness`es of all contents. Out: a Version for each two neighbours of a series, and Unsure where it cannot be told.
Cost is linear: contents are compared that share an id, a stem of their names or, where words are covered, rare words; a
name or a word of very many contents makes no pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from hearsay.model import Record, Unsure, Version

from .alike import conflicts
from .ground import Ground, ground, hard
from .likeness import Likeness
from .titles import read_title

CROWD = 40
"""Contents of one stem, beyond which a name tells nothing."""
_RARE = 8
"""Contents in which a shingle may stand to make pairs."""
_SHARED = 8
_ASKED = 3
"""Contents of one stem up to which a doubt is worth a question: of more on one form each is a record of its own."""

Pairs = dict[tuple[str, str], Ground]


def group_up(likenesses: Mapping[str, Likeness]) -> list[Record]:
    """Version* and Unsure*, by id."""
    texts = {sha: one for sha, one in sorted(likenesses.items()) if one.sample}
    grounds: Pairs = {}
    crowds: Counter[str] = Counter()
    for one, other in sorted(_pairs(texts)):
        found = ground(texts[one], texts[other])
        if found is not None:
            grounds[one, other] = found
            crowds.update((one, other) if found.answer == "ask" else ())
    series, apart = _series(texts, grounds)
    records: dict[str, Record] = {}
    for members in series:
        for version in _versions(members, texts, grounds):
            records[version.id] = version
    top = {sha: members[0] for members in series for sha in members}
    for (one, other), found in sorted(grounds.items()):
        bound = top.get(one, one) == top.get(other, other)
        if not bound and ((one, other) in apart or found.answer == "ask") and max(crowds[one], crowds[other]) < _ASKED:
            question = _question(texts[one], texts[other], found, apart.get((one, other), ()))
            records[question.id] = question
    return [records[key] for key in sorted(records)]


def _pairs(texts: Mapping[str, Likeness]) -> set[tuple[str, str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for sha, one in texts.items():
        for name in one.ids:
            blocks[name].add(sha)
        if one.revision[0]:
            blocks[f"revision {one.revision[0]}"].add(sha)
        for path in one.paths:
            blocks[f"revision {path}"].add(sha)
            stem = read_title(path).stem
            if stem:
                blocks[f"stem {stem}"].add(sha)
    pairs = {p for held in blocks.values() if len(held) <= CROWD for p in combinations(sorted(held), 2)}
    return pairs | _by_words(texts)


def _by_words(texts: Mapping[str, Likeness]) -> set[tuple[str, str]]:
    """Pairs of a text with covered words and one that shares rare words with it."""
    where: dict[int, list[str]] = defaultdict(list)
    wanted = {value for one in texts.values() if one.covered for value in one.sample}
    for sha, one in texts.items():
        for value in one.sample:
            if value in wanted:
                where[value].append(sha)
    shared: Counter[tuple[str, str]] = Counter()
    for held in where.values():
        if len(held) <= _RARE:
            shared.update(p for p in combinations(held, 2) if texts[p[0]].covered != texts[p[1]].covered)
    return {p for p, n in shared.items() if n >= _SHARED}


def _series(
    texts: Mapping[str, Likeness], grounds: Pairs
) -> tuple[list[list[str]], dict[tuple[str, str], tuple[str, ...]]]:
    """Series, each in its order; and the pairs that were kept apart, for members of their series speak against each other."""
    members: dict[str, list[str]] = {sha: [sha] for sha in texts}
    of = {sha: sha for sha in texts}
    apart: dict[tuple[str, str], tuple[str, ...]] = {}
    ranked = sorted((p for p, g in grounds.items() if g.answer == "same"), key=lambda p: (-grounds[p].probability, p))
    for one, other in ranked:
        left, right = of[one], of[other]
        if left == right:
            continue
        against = _against(members[left], members[right], texts, grounds)
        if against:
            apart[one, other] = against
            continue
        low, high = sorted((left, right))
        members[low] += members.pop(high)
        of.update(dict.fromkeys(members[low], low))
    return [_ordered(held, texts) for held in members.values() if len(held) > 1], apart


def _against(
    left: Sequence[str], right: Sequence[str], texts: Mapping[str, Likeness], grounds: Pairs
) -> tuple[str, ...]:
    """What speaks against two series being one: members that no ground binds and that differ in what a record has once."""
    for one in left:
        for other in right:
            said = conflicts(texts[one], texts[other])
            bound = grounds.get((min(one, other), max(one, other)))
            if said and (hard(said) or bound is None or bound.answer == "ask"):
                return tuple(said)
    return ()


def _ordered(held: Sequence[str], texts: Mapping[str, Likeness]) -> list[str]:
    return sorted(held, key=lambda sha: (_place(held, texts)[1][sha], texts[sha].paths, sha))


def _place(held: Sequence[str], texts: Mapping[str, Likeness]) -> tuple[str, dict[str, str]]:
    """What the order of a series rests on, and what each member has of it; the first sign that all have and that differs."""
    titles = {sha: read_title(texts[sha].paths[0]) for sha in held}
    boxes = {texts[sha].revision[0] for sha in held} - {""}
    signs: list[tuple[str, dict[str, str]]] = [
        ("revisions inside the file", {s: _revised(texts[s], boxes) for s in held}),
        ("numbers of releases in the file names", {s: titles[s].number or "0000" for s in held if any(t.number for t in titles.values())}),
        ("draft and final in the file names", {s: titles[s].stage or "2" for s in held if any(t.stage for t in titles.values())}),
        ("dates in the file names", {s: titles[s].date for s in held}),
        ("years in the names of folders", {s: _folder_year(s, held, texts) for s in held}),
        ("dates in the texts", {s: texts[s].day for s in held}),
        ("dates that programs wrote", {s: _time(texts[s]) for s in held}),
    ]  # fmt: skip
    for name, values in signs:
        if len(values) == len(held) and all(values.values()) and len(set(values.values())) > 1:
            return name, values
    return "", dict.fromkeys(held, "")


def _revised(one: Likeness, boxes: Collection[str]) -> str:
    """The number of a revision; the last for the file that holds it; empty for what is neither."""
    return f"{one.revision[1]:04}" if one.revision[0] else "9999" if any(path in boxes for path in one.paths) else ""


def _folder_year(sha: str, held: Sequence[str], texts: Mapping[str, Likeness]) -> str:
    """The part of the folder in which the members of a series differ, where it is a year or a number."""
    parts = {s: texts[s].paths[0].split("/")[:-1] for s in held}
    for at, part in enumerate(parts[sha]):
        others = {tuple(parts[s][at : at + 1]) for s in held}
        if len(others) > 1:
            return part.zfill(8) if part.isdigit() else ""
    return ""


def _time(one: Likeness) -> str:
    found = dict(reversed([said.split(" ", 1) for said in one.times]))
    return next(
        (found[name] for name in ("saved", "modified_time", "modified", "created_time", "created") if name in found), ""
    )


def _versions(members: Sequence[str], texts: Mapping[str, Likeness], grounds: Pairs) -> Iterator[Version]:
    by, _ = _place(members, texts)
    series = min(members, key=lambda sha: (texts[sha].paths, sha))
    for earlier, later in pairwise(members):
        first, second = sorted((earlier, later))
        own = grounds.get((first, second))
        reasons = own.reasons if own is not None else ("both are releases of the other members of the series",)
        yield Version(
            first=first, second=second, series=series, earlier=earlier, ordered_by=by,
            probability=own.probability if own is not None else 0.9, reasons=reasons,
        )  # fmt: skip


def _question(one: Likeness, other: Likeness, found: Ground, against: Sequence[str]) -> Unsure:
    at, beside = sorted((one, other), key=lambda side: side.paths)
    return Unsure(
        page=at.page,
        start=at.first[0],
        end=at.first[1],
        question=f"is this a release of the record that is in {beside.paths[0]}, or another record?",
        choices=("one record in two releases", "two records"),
        why="; ".join((*found.reasons, *against)),
    )
