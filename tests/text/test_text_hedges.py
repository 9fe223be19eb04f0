"""The one list of hedges: read by every stage, found with their places."""

import pytest

from hearsay.claims.lexicon import lexicon
from hearsay.text.hedges import REPORTED, WEAKENING, find_hedges, hedge_phrases
from hearsay.text.normal import fold_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam appears to have burst", ["appears to"]),
        ("The dam has reportedly burst, possibly on Monday", ["reportedly", "possibly"]),
        ("The dam burst in May", []),
        ("May have burst", ["May"]),
        ("Плотина, по-видимому, прорвана", ["по-видимому"]),
        ("يبدو أن السد انهار", ["يبدو"]),
        ("About 40 houses were not lost", []),
    ],
)
def test_hedges_are_found_at_their_places(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_hedges(text)] == expected


def test_all_languages_have_all_kinds_and_no_phrase_in_two_ways() -> None:
    for language in ("en", "ar", "ru"):
        phrases = hedge_phrases(language)
        assert set(phrases) == {*WEAKENING, "approximator", "conditional", "negation", "affirmative", "falsity"}
        folded = [fold_text(phrase) for found in phrases.values() for phrase in found]
        assert len(folded) == len(set(folded))


def test_the_claims_stage_reads_the_same_list() -> None:
    known = {value for rows in lexicon().hedges._of.values() for _, value in rows}
    assert known == set(hedge_phrases("en")) - {REPORTED}
