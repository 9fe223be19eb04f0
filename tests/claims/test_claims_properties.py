"""Invariants on any text, and cost.

In: texts written for the tests. Out: nothing.
"""

import time
from collections.abc import Sequence
from itertools import pairwise

from claims_reading import group_of, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.claims import Extract
from hearsay.model import Claim, Custody, PassageKind, Record, Relation, Unsure, Voice
from hearsay.ports import Group

PIECES = st.sampled_from(
    [
        "The mayor said that ", "“", "”", '"', "«", "»", "They show:", "\n\n", "- an agreement to trade salt. ", "Meridian News:\n\n", "I asked Anna Berg if ",
        "“Of course,” he said. ", "the bridge was closed. ", "According to ", "a letter from Tom Reed ", "قال خالد إن ", "заявил, что ", "1. ", "(", ")", "It suggests that ",
        "may ", "not ", ", but ", "; ", "Key: value\n", "–", "…", "\u200f", "\t", "ﷺ", "\ud800", "90% ", "3 March 2014 ", "said ", "that ", "which ", "and ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join)
RELAXED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


@RELAXED
@given(TEXTS)
def test_every_claim_stands_on_the_page_and_has_a_chain(text: str) -> None:
    reading = read(safe(text))
    for claim in reading.claims:
        assert 0 <= claim.start < claim.end <= len(reading.text)
        assert claim.text == reading.text[claim.start : claim.end]
        assert claim.chain
        assert claim.chain[0].holder == "Harbour Blog"
        assert all(hop.voice in reading.voices for hop in claim.chain)
        assert all(a.voice != b.voice for a, b in pairwise(claim.chain))
        anchors = [a for hop in claim.chain for a in (hop.mention, hop.cue, *(h.anchor for h in hop.hedges)) if a]
        assert all(0 <= a.start < a.end <= len(reading.text) for a in anchors)


@RELAXED
@given(TEXTS)
def test_relations_custody_and_parts_point_at_records(text: str) -> None:
    reading = read(safe(text))
    claims = {c.id for c in reading.claims}
    voices = set(reading.voices)
    assert all(r.source in claims and r.target in claims | voices for r in reading.relations)
    assert all(c.about in voices for c in reading.custody)
    assert all(not v.part_of or v.part_of in voices for v in reading.voices.values())


def run(group: Group) -> list[Record]:
    return Extract()(group)


@RELAXED
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(text: str, random: object) -> None:
    clean = safe(text)
    cuts = [i for i in range(len(clean) + 1) if i % 9 == 0]
    kinds: Sequence[PassageKind] = (
        "paragraph",
        "quote",
        "headline",
        "list_item",
        "caption",
        "credit",
        "furniture",
        "table",
    )
    marks = [(a, b, kinds[n % 8]) for n, (a, b) in enumerate(pairwise(cuts))]
    group = group_of(clean, marks)
    shuffled = list(group.records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = run(group), run(Group(group.key, tuple(shuffled)))
    assert first == second
    assert [r.id for r in first] == sorted({r.id for r in first})
    assert all(isinstance(r, Claim | Voice | Relation | Custody | Unsure) for r in first)


def test_an_empty_group_and_an_empty_page() -> None:
    assert Extract()(Group("x", ())) == []
    assert read("").claims == []
    assert read(" \n\n\t ").claims == []


def test_long_hostile_lines_are_linear() -> None:
    for piece in ('a said that b and "', "“he said ", "((((", "Ab Cd ", "x", "Key: v\n", "قال إن "):
        began = time.process_time()
        read(piece * (60_000 // len(piece)))
        assert time.process_time() - began < 12


def test_a_doubled_text_costs_about_double() -> None:
    text = "The mayor of Tarfa said that the bridge was closed. “We saw it,” Anna Berg said.\n\n"
    read(text)
    began = time.process_time()
    read(text * 60)
    once = time.process_time() - began
    began = time.process_time()
    read(text * 240)
    assert time.process_time() - began < 4 * once * 2 + 0.5
