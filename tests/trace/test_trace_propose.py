"""Propositions: which claims say the same."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from trace_making import claim, hop, number, voice, written

from hearsay.model import Claim, Proposition, Record
from hearsay.ports import Group
from hearsay.trace import Propose
from hearsay.trace.figures import main_number
from hearsay.trace.saying import part_of_name, stems

CLERK = hop(voice("Harbour Monitor", "a"))


def proposed(*rows: list[Record]) -> list[Proposition]:
    step = Propose()
    parts = {f"{index}": step.part(Group(f"{index}", tuple(table))) for index, table in enumerate(rows)}
    return [found for found in step.join(parts) if isinstance(found, Proposition)]


def said(document: str, text: str, day: str = "", language: str = "en", **fields: Any) -> list[Record]:
    return [*written(document, text, day=day, language=language), claim(document, text, [CLERK], **fields)]


def test_one_count_in_other_words_is_one_proposition() -> None:
    found = proposed(
        said("a", "At least 31 dockers were hurt when the crane fell", "2020-01-02", numbers=(number(31, "dockers"),)),
        said("b", "The falling crane hurt 31 dockers at the port", "2020-01-01", numbers=(number(31, "dockers"),)),
    )
    (one,) = found
    assert len(one.documents) == 2
    assert one.text.startswith("The falling crane")


def test_two_tolls_are_two_propositions() -> None:
    low, high = (
        said(name, f"{n} dockers were hurt when the crane fell", numbers=(number(n, "dockers"),))
        for name, n in (("a", 31), ("b", 40))
    )
    assert len(proposed(low, high)) == 2


def test_a_number_keeps_rivals_apart_through_a_third_claim() -> None:
    rows = [
        said("a", "31 dockers were hurt when the northern crane fell", numbers=(number(31, "dockers"),)),
        said("b", "40 dockers were hurt when the northern crane fell", numbers=(number(40, "dockers"),)),
        said("c", "dockers were hurt when the northern crane fell"),
    ]
    for found in proposed(*rows):
        values = {
            c.numbers[0].value for t in rows for c in t if isinstance(c, Claim) and c.id in found.claims and c.numbers
        }
        assert len(values) <= 1


def test_kinds_that_judge_stay_apart_from_what_they_judge() -> None:
    text = "the ledger of the northern mill is genuine"
    found = proposed(said("a", text), said("b", text, kind="evaluation"))
    assert sorted(p.check_worthy for p in found) == [False, True]


def test_a_claim_and_its_denial_are_two_propositions() -> None:
    text = "the ledger of the northern mill was burnt"
    assert len(proposed(said("a", text), said("b", text, polarity="-"))) == 2


def test_facts_join_claims_of_two_languages() -> None:
    facts: dict[str, Any] = {"act": "strike", "actors": ("Harbour Guard",), "numbers": (number(31, ""),)}
    found = proposed(
        said("a", "The Harbour Guard shelled the depot and hurt 31", language="en", **facts),
        said("b", "Портовая стража обстреляла склад, 31 ранен", language="ru", **facts),
    )
    assert len(found) == 1


def test_the_main_number_is_the_large_one_that_counts_something() -> None:
    made = claim("a", "x", [CLERK], numbers=(number(2, "towns"), number(112, "people"), number(500, "")))
    main = main_number(made)
    assert main is not None
    assert main.value == 112


def test_stems_join_endings_and_leave_out_small_words() -> None:
    assert stems("The bridges were guarded") == stems("guards of the bridge")
    assert part_of_name("observatory", "northern observatory for rights")
    assert not part_of_name("rebels", "opposition")


WORDS = st.lists(
    st.sampled_from(["crane", "docker", "ledger", "mill", "bridge", "harbour", "grain", "river", "clerk", "sack"]),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from([0, 31, 40])), min_size=1, max_size=12), st.randoms())
def test_every_claim_is_in_one_proposition_in_any_order(rows: list[tuple[list[str], int]], chance: object) -> None:
    tables = [
        said(f"d{i}", " ".join(words), numbers=(number(n, "dockers"),) if n else ())
        for i, (words, n) in enumerate(rows)
    ]
    found = proposed(*tables)
    made = sorted(r.id for table in tables for r in table if isinstance(r, Claim))
    assert sorted(key for p in found for key in p.claims) == made
    assert all(p.anchor in p.claims for p in found)
    shuffled = list(tables)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {p.id for p in proposed(*shuffled)} == {p.id for p in found}
