"""Origins: how many, and how surely."""

from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trace_making import claim, hop, voice, written

from hearsay.model import Claim, Copy, Custody, Document, Hop, Origin, Proposition, Record
from hearsay.ports import Group
from hearsay.settings import DeclaredVoice
from hearsay.trace import Count
from hearsay.trace.count import verdict

TEXT = "the grain was driven back along the river road"


def counted(rows: list[Record], voices: tuple[DeclaredVoice, ...] = ()) -> Origin:
    claims = tuple(sorted(row.id for row in rows if isinstance(row, Claim)))
    documents = tuple(sorted({row.sha256 for row in rows if isinstance(row, Document)}))
    proposition = Proposition(anchor=claims[0], claims=claims, documents=documents)
    (found,) = Count(voices)(Group(proposition.id, (proposition, *rows)))
    assert isinstance(found, Origin)
    return found


def told(document: str, *names: str, outlet: str = "", **fields: Any) -> list[Record]:
    """A document with one claim whose chain runs through `names`, outermost first."""
    known = {key: fields.pop(key) for key in ("canonical",) if key in fields}
    kind = str(fields.pop("kind", "organisation"))
    spoken = [voice(name, document, kind=kind, **known) for name in names]
    hops: list[Hop] = [hop(who, **(fields if who == spoken[-1] else {})) for who in spoken]
    return [*written(document, TEXT, outlet=outlet), *spoken, claim(document, TEXT, hops)]


def copied(later: list[Record], earlier: list[Record], probability: float = 0.9) -> Copy:
    taken = tuple(row.id for row in later if isinstance(row, Claim))
    shas = [next(row.sha256 for row in rows if isinstance(row, Document)) for rows in (later, earlier)]
    return Copy(later=shas[0], earlier=shas[1], target="document", probability=probability, claims=taken)


def test_many_texts_with_one_named_voice_have_one_origin() -> None:
    found = counted([*told("a", "Harbour Monitor"), *told("b", "Harbour Monitor"), *told("c", "Harbour Monitor")])
    assert (found.at_least, found.at_most, found.verdict) == (1, 1, "dependence shown")
    assert "3 texts go back" in found.roots[0].why


def test_two_names_are_not_yet_independence() -> None:
    found = counted([*told("a", "Harbour Monitor"), *told("b", "Mill Union")])
    assert (found.at_least, found.at_most, found.verdict) == (1, 2, "independence not established")
    assert found.settle == "Ask Harbour Monitor and Mill Union how each of them knows."


def test_two_names_that_saw_it_themselves_are_independent() -> None:
    found = counted([*told("a", "Harbour Monitor", access="witness"), *told("b", "Mill Union", access="witness")])
    assert (found.at_least, found.at_most, found.verdict) == (2, 2, "independence shown")
    assert all(root.independent for root in found.roots)


def test_a_witness_who_relays_the_other_is_not_independent() -> None:
    relayed = told("b", "Harbour Monitor", "Mill Union", access="witness")
    found = counted([*told("a", "Harbour Monitor", access="witness"), *relayed])
    assert found.at_least == 1


def test_one_institution_is_one_origin() -> None:
    voices = tuple(
        DeclaredVoice(name=n, kind="outlet", institution="Ministry of Works") for n in ("Dock Radio", "Dock TV")
    )
    rows = [*told("a", "Dock Radio", access="witness"), *told("b", "Dock TV", access="witness")]
    found = counted(rows, voices)
    assert (found.at_least, found.at_most) == (1, 1)


def test_no_named_origin_counts_as_none() -> None:
    found = counted([*told("a"), *told("b")])
    assert (found.at_least, found.at_most, found.verdict) == (0, 2, "independence not established")
    assert found.settle.startswith("Nobody is named for this")


def test_a_copied_text_without_a_name_shares_the_origin_of_what_it_copied() -> None:
    one, other = told("a"), told("b")
    found = counted([*one, *other, copied(other, one)])
    assert (found.at_least, found.at_most) == (0, 1)
    assert found.edges


def test_an_unlikely_edge_carries_nothing() -> None:
    one, other = told("a"), told("b")
    assert counted([*one, *other, copied(other, one, 0.4)]).at_most == 2


def test_anonymous_voices_widen_the_interval() -> None:
    found = counted([*told("a", "Harbour Monitor"), *told("b", "a night porter", kind="unnamed")])
    assert (found.at_least, found.at_most) == (1, 2)
    assert "a night porter is other than Harbour Monitor" in found.settle


def test_an_agency_that_names_its_source_is_not_the_origin() -> None:
    spoken = [voice("Reuters", "a", kind="agency"), voice("Harbour Monitor", "a")]
    rows = [*written("a", TEXT), *spoken, claim("a", TEXT, [hop(who) for who in spoken])]
    assert [root.name for root in counted(rows).roots] == ["Harbour Monitor"]


def test_an_agency_that_names_nobody_is_an_unseen_text() -> None:
    rows = [*told("a", "Reuters", kind="agency"), *told("b", "Reuters", kind="agency")]
    found = counted(rows)
    assert [(root.kind, root.name) for root in found.roots] == [("inferred", "unseen text of Reuters")]
    assert (found.at_least, found.at_most, found.verdict) == (0, 1, "dependence shown")


def test_a_headline_without_a_name_has_the_origin_its_body_names() -> None:
    rows = told("a", "Harbour Monitor")
    headline = claim("a", "Grain driven back", [], at=200, frame="headline")
    assert counted([*rows, headline]).at_most == 1


@pytest.mark.parametrize("act", ["wrote", "brought_out"])
@pytest.mark.parametrize(("hands", "least"), [(("Ana", "Ben"), 2), (("Ana", "Ana"), 1), (("", ""), 1)])
def test_papers_are_independent_only_when_writers_and_hands_are_known_and_differ(
    hands: tuple[str, str], least: int, act: Literal["wrote", "brought_out"]
) -> None:
    rows: list[Record] = []
    for document, name, hand in zip("ab", ("letter of 3 May", "harbour ledger"), hands, strict=True):
        made = told(document, name, kind="document")
        paper = next(row for row in made if row.id.startswith("voice") and getattr(row, "name", "") == name)
        rows += [*made, Custody(about=paper.id, position=0, act=act, hand=hand)]
    assert counted(rows).at_least == (least if act == "wrote" else 1)


def test_outlets_that_cite_each_other_raise_an_alarm() -> None:
    rows = [
        *told("a", "Dock Radio", outlet="Mill Post", kind="outlet"),
        *told("b", "Mill Post", outlet="Dock Radio", kind="outlet"),
    ]
    found = counted(rows)
    assert "cite each other" in found.settle
    assert any("circular" in root.why for root in found.roots)


def test_verdicts() -> None:
    assert [verdict(*row) for row in ((2, 3, 2), (1, 1, 2), (1, 1, 1), (0, 1, 4), (1, 2, 2))] == [
        "independence shown",
        "dependence shown",
        "independence not established",
        "dependence shown",
        "independence not established",
    ]


NAMES = st.sampled_from(
    [(), ("Harbour Monitor",), ("Mill Union",), ("a night porter",), ("Reuters",), ("Reuters", "Mill Union")]
)
TEXTS = st.lists(st.tuples(NAMES, st.sampled_from(["unknown", "witness"])), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_a_copy_never_adds_an_origin_and_order_never_matters(
    texts: list[tuple[tuple[str, ...], str]], data: st.DataObject
) -> None:
    def made(name: str, names: tuple[str, ...], access: str) -> list[Record]:
        kind = "agency" if names == ("Reuters",) else "unnamed" if names == ("a night porter",) else "organisation"
        return told(name, *names, kind=kind, access=access)

    tables = [made(f"d{i}", *text) for i, text in enumerate(texts)]
    before = counted([row for table in tables for row in table])
    chosen = data.draw(st.integers(0, len(texts) - 1))
    copy = made("copy", *texts[chosen])
    rows = [row for table in [*tables, copy] for row in table] + [copied(copy, tables[chosen])]
    after = counted(rows)
    assert after.at_least <= before.at_least
    assert after.at_most <= before.at_most
    assert counted(rows[::-1]) == after
