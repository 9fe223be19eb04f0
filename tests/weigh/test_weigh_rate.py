"""Ratings: a person's letter beside verified outcomes, and praise that weighs nothing.

In: declared ratings and small records. Out: nothing.
"""

import pickle

import pytest
from weigh_build import claim, group, hop, voice

from hearsay.errors import CaseInvalid
from hearsay.model import Rating, Record, Relation
from hearsay.settings import DeclaredRating, VerifiedOutcome, WeighSettings
from hearsay.weigh import Rate


def rated(
    *ratings: DeclaredRating, records: tuple[Record, ...] = (), key: str = "sky news", rho: float = 1.0
) -> Rating:
    found = Rate(WeighSettings(rho=rho), ratings)(group(key, records))
    assert len(found) == 1
    assert isinstance(found[0], Rating)
    return found[0]


def test_nobody_rated_it() -> None:
    rating = rated()
    assert (rating.voice, rating.letter, rating.by) == ("sky news", "F", "")
    assert (rating.effective, rating.mean) == (0.0, 0.5)


def test_letter_and_outcomes_stand_side_by_side() -> None:
    outcomes = (VerifiedOutcome(confirmed=5, batch="2016"),)
    rating = rated(DeclaredRating(voice="Sky News", letter="B", by="Ana", outcomes=outcomes))
    assert (rating.letter, rating.by, rating.confirmed, rating.refuted, rating.batches) == ("B", "Ana", 5, 0, 1)
    assert round(rating.mean, 3) == 0.667


def test_outcomes_without_a_batch_are_independent() -> None:
    rating = rated(DeclaredRating(voice="Sky News", outcomes=(VerifiedOutcome(confirmed=5),)))
    assert (round(rating.mean, 3), round(rating.low, 3), round(rating.high, 3)) == (0.857, 0.607, 0.991)
    assert rating.letter == "F"


def test_an_outcome_entered_twice_counts_once() -> None:
    outcome = VerifiedOutcome(confirmed=2, refuted=1, batch="b", evidence="the court file")
    once = rated(DeclaredRating(voice="Sky News", by="Ana", outcomes=(outcome,)))
    twice = rated(
        DeclaredRating(voice="Sky News", by="Ana", outcomes=(outcome,)),
        DeclaredRating(voice="sky news", by="Ana", outcomes=(outcome,)),
    )
    assert once == twice


def test_people_who_differ() -> None:
    ratings = (
        DeclaredRating(voice="Sky News", letter="A", by="Ana"),
        DeclaredRating(voice="Sky News", letter="D", by="Bo"),
    )
    assert rated(*ratings) == rated(*ratings[::-1])
    assert (rated(*ratings).letter, rated(*ratings).by) == ("D", "Ana: A; Bo: D")
    judged = rated(DeclaredRating(voice="Sky News", letter="F", by="Cy"), ratings[0])
    assert (judged.letter, judged.by) == ("A", "Ana")


def test_an_alias_finds_the_voice_and_another_voice_does_not() -> None:
    known = voice("Sky News")
    assert rated(DeclaredRating(voice="SKY NEWS", letter="B", by="Ana"), records=(known,)).letter == "B"
    assert rated(DeclaredRating(voice="Fox News", letter="B", by="Ana"), records=(known,)).letter == "F"


def test_praise_is_listed_and_weighs_nothing() -> None:
    sky = voice("Sky News")
    praise = claim(3, hop("Sky News"), text="all previous leaks proved to be genuine")
    relation = Relation(source=praise.id, target=sky.id, kind="vouches_for")
    bare = rated(records=(sky,))
    praised = rated(records=(sky, praise, relation))
    assert praised.claimed == (praise.id,)
    assert (praised.mean, praised.low, praised.high) == (bare.mean, bare.low, bare.high)


@pytest.mark.parametrize(("confirmed", "rho"), [(-1, 1.0), (1, 1.5)])
def test_impossible_numbers_are_refused_as_settings(confirmed: int, rho: float) -> None:
    with pytest.raises(ValueError, match=r"must lie|counts"):
        rated(DeclaredRating(voice="Sky News", outcomes=(VerifiedOutcome(confirmed=confirmed),)), rho=rho)


def test_a_record_longer_than_can_be_reckoned_is_refused() -> None:
    with pytest.raises(CaseInvalid) as refused:
        rated(DeclaredRating(voice="Sky News", outcomes=(VerifiedOutcome(confirmed=10**9),)), rho=1.0)
    assert refused.value.remedy


def test_the_step_travels() -> None:
    step = Rate(WeighSettings(), (DeclaredRating(voice="Sky News", letter="B"),))
    assert pickle.loads(pickle.dumps(step)) == step  # noqa: S301
