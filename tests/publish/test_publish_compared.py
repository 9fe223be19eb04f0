"""What the record shows, in sentences: each reason, event and chance once, whatever number of texts it concerns."""

from dataclasses import replace

import pytest
from publish_fixtures import BODY, RECORDS, RUSSIAN, WITHDRAWAL

from hearsay.model import Check, Finding, Line, Match, Record
from hearsay.publish import compose
from hearsay.publish.compared import lead_words


def shown(*records: Record) -> list[Line]:
    lines = [one for one in compose(_with(*records)) if isinstance(one, Line)]
    return [line for line in lines if line.chapter == "What the record shows"]


def test_one_reason_of_several_texts_is_one_sentence_that_cites_them_all() -> None:
    reason = "the claim has no date (the 90 days before its publication on {} are looked at instead), and the claim names no place"
    lines = shown(
        Check(claim=BODY.id, reason=reason.format("2016-05-03")),
        Check(claim=RUSSIAN.id, reason=reason.format("2016-05-04")),
    )
    (line,) = [one for one in lines if one.text.startswith("Not checkable")]
    assert "because the claim has no date; the claim names no place; looked at instead: " in line.text
    assert "on 2016-05-03; the 90 days before its publication on 2016-05-04" in line.text
    assert {citation.text for citation in line.citations} == {BODY.text, RUSSIAN.text}


def test_one_event_beside_several_texts_is_told_once() -> None:
    near = Match(claim=BODY.id, event="e", relation="context", probability=0.4, lead_days=-3)
    lines = shown(near, replace(near, claim=RUSSIAN.id, lead_days=-8.0))
    (line,) = [one for one in lines if "holds as context" in one.text]
    assert "(and 1 other wording)" in line.text
    assert [one.text for one in lines if "day of the text" in one.text] == [
        "The event lies 3 to 8 days before the day of the text."
    ]


def test_the_table_says_no_more_than_the_sentences() -> None:
    silent = Check(claim=BODY.id, checkable=True)
    rows = [one for one in compose(_with(silent)) if isinstance(one, Finding)]
    row = next(one for one in rows if one.proposition == WITHDRAWAL.id)
    assert row.record == "covered, nothing recorded"
    assert any("cover the place, the time and the kind of event, and hold nothing" in one.text for one in shown(silent))


def _with(*records: Record) -> list[Record]:
    return [*(one for one in RECORDS if not isinstance(one, Check | Match)), *records]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (2.0, 2.0, "The event lies 2 days after the day of the text"),
        (1.0, 1.0, "The event lies 1 day after the day of the text"),
        (-8.0, -3.0, "The event lies 3 to 8 days before the day of the text"),
        (-2.0, 5.0, "From the day of the text to the event it is -2 to 5 days"),
        (0.0, 0.0, "The event lies on the day of the text"),
    ],
)
def test_lead_in_words(low: float, high: float, words: str) -> None:
    assert lead_words(low, high) == words
