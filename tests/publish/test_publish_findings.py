"""The words of a finding: reasons told once, rivals with their own origins, names inside a sentence."""

import re
from dataclasses import replace

import pytest
from publish_fixtures import BODY, CLAIMS, DESK, PRAISE, RECORDS, RUSSIAN, WITHDRAWAL, hop, voice

from hearsay.model import Check, Drift, Finding, Line, Match, NumberCheck, Record, Relation
from hearsay.publish import compose
from hearsay.publish.case import Case
from hearsay.publish.chains import chain_words
from hearsay.publish.phrases import title
from hearsay.publish.shown import record_words


def made(*extra: Record) -> tuple[list[Finding], list[Line]]:
    found = list(compose([*RECORDS, *extra]))
    return [r for r in found if isinstance(r, Finding)], [r for r in found if isinstance(r, Line)]


def test_reasons_are_told_once_with_how_many_texts_they_concern() -> None:
    """Two texts of one finding: what both lack stands once, what one lacks says so."""
    dateless = "the claim names no place, and the claim has no date (the 90 days before its publication on {} are looked at instead)"
    checks = (
        Check(claim=BODY.id, reason=dateless.format("2016-05-03")),
        Check(
            claim=RUSSIAN.id,
            reason=dateless.format("2016-05-04") + ", and 2016-02-04 to 2016-05-04 lies outside the period",
        ),
    )
    case = Case.of([*checks, BODY, RUSSIAN])
    both = case.in_order([BODY.id, RUSSIAN.id])
    assert record_words(case, both) == ["not checkable: the claim names no place; the claim has no date"]
    other = Case.of([checks[0], Check(claim=RUSSIAN.id, reason="the claim names no place"), BODY, RUSSIAN])
    assert record_words(other, both) == [
        "not checkable: the claim names no place; the claim has no date (in 1 of 2 texts)"
    ]
    numbers = [
        NumberCheck(claim=one.id, start=0, reason=f"“{n}” cannot be compared; missing: base")
        for n, one in enumerate((BODY, RUSSIAN))
    ]
    statistics = [(key, replace(claim, kind="statistic")) for key, claim in both]
    told = record_words(Case.of([*numbers, BODY, RUSSIAN]), statistics)
    assert len(told) == 1
    assert set(re.findall("“([01])”", told[0])) == {"0", "1"}
    assert told[0].endswith(" cannot be compared; missing: base")


def test_what_contradicts_a_finding_is_told_with_its_own_origins() -> None:
    rival = Relation(source=PRAISE.claims[0], target=RUSSIAN.id, kind="contradicts")
    rows, lines = made(rival)
    row = next(row for row in rows if row.proposition == WITHDRAWAL.id)
    (words,) = row.rivals
    claim = next(one for one in CLAIMS if one.id == rival.source)
    assert claim.text[:20] in words
    assert "1 text" in words
    (line,) = [
        line for line in lines if line.text.startswith("Contradicted or denied by") and line.about == WITHDRAWAL.id
    ]
    assert [citation.text for citation in line.citations] == [claim.text]
    (back,) = next(row for row in rows if row.proposition == PRAISE.id).rivals
    assert "3 texts; origins 0 - 1, independence not established" in back


def test_an_article_inside_a_sentence_is_small_but_a_name_keeps_its_capital() -> None:
    paper, network = voice("A second letter", "document"), voice("The Plain Network", "outlet")
    case = Case.of([paper, network, DESK])
    hops = (hop(DESK, "quotes", "Uu"), hop(network, "reports", "Uu"), hop(paper, "shows", "CT+"))
    words = chain_words(case, replace(BODY, chain=hops))
    assert words == "Northern Desk quotes The Plain Network, which reports what a second letter says"


def test_a_number_that_agrees_where_the_match_is_circular_says_circular() -> None:
    number = NumberCheck(claim=BODY.id, start=0, agrees=True, refused=False, value=17, figure=17, record="Camp List")
    told = {
        circular: record_words(
            Case.of([number, Match(claim=BODY.id, event="event:1", probability=0.9, circular=circular), BODY]),
            [(BODY.id, BODY)],
        )
        for circular in (True, False)
    }
    (words,) = [words for words in told[True] if words.startswith("number")]
    assert words.endswith("circular: adds no weight")
    assert not any("circular" in words for words in told[False])


def test_another_number_along_a_copy_stands_with_its_own_chain() -> None:
    moved = Drift(later=PRAISE.claims[0], earlier=RUSSIAN.id, what="number", before="9", after="19", copy="copy:1")
    rows, _ = made(moved)
    (words,) = next(row for row in rows if row.proposition == WITHDRAWAL.id).rivals
    assert words.endswith("the number changed along a copy")
    assert next(one for one in CLAIMS if one.id == PRAISE.claims[0]).text[:20] in words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the bridge was shut", "The bridge was shut"),
        ('"We left at dawn', "We left at dawn"),
        ("“We left at dawn, he said", "We left at dawn, he said"),
        ("she called it “a gift” twice", "She called it “a gift” twice"),
        ("город взят» ночью", "Город взят ночью"),
        ("القرية خالية", "القرية خالية"),
        ("", ""),
    ],
)
def test_a_title_begins_with_a_capital_and_closes_its_quotation(text: str, shown: str) -> None:
    assert title(text) == shown
