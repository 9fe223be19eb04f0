"""How surely each holder holds a claim.

In: texts written for the tests. Out: nothing.
"""

import pytest
from claims_reading import read

MARKS = [
    ("The papers appear to confirm the sale.", "hedged"),
    ("The vessel may have left the port.", "hedged"),
    ("The vessel was probably sunk by its crew.", "hedged"),
    ("The vessel left the port on Monday.", "certain"),
    ("The minister claims that the vessel left the port.", "certain"),
]


@pytest.mark.parametrize(("text", "commitment"), MARKS)
def test_innermost(text: str, commitment: str) -> None:
    assert read(text).claims[0].commitment == commitment


def test_a_claimed_thing_is_not_the_publishers() -> None:
    outer, inner = read("The minister claims that the vessel left the port.").claims[0].chain
    assert (outer.commitment, outer.mode) == ("Uu", "quotes")
    assert (inner.commitment, inner.mode) == ("CT+", "claims")


def test_shown_is_taken_over() -> None:
    assert read("The ledger shows that the vessel left the port.").claims[0].chain[0].commitment == "CT+"


def test_a_denial_is_certain_and_negative() -> None:
    claim = read("The ministry denied that the convoy was hit.").claims[0]
    assert (claim.chain[-1].commitment, claim.polarity, claim.chain[-1].mode) == ("CT-", "-", "denies")


def test_negation_of_the_predicate_only() -> None:
    assert read("The mayor did not sign the lease.").claims[0].polarity == "-"
    assert read("Most raids were aimed at the harbour and not at the town.").claims[0].polarity == "+"


def test_hedges_have_anchors() -> None:
    text = "Officials said that the vessel might return."
    (hedge,) = read(text).claims[0].chain[-1].hedges
    assert text[hedge.anchor.start : hedge.anchor.end] == hedge.text == "might"


def test_may_is_also_a_month() -> None:
    assert read("The vessel left the port in May 2015.").claims[0].commitment == "certain"


def test_what_is_taken_for_granted() -> None:
    reading = read("It is no accident that two thirds of the raids hit the harbour.")
    taken = reading.claim("hit the harbour")
    assert taken.chain[0].mode == "presupposes"
    assert reading.claim("no accident").kind == "motive"
