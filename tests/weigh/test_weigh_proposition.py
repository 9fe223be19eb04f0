"""Judgements of propositions: what sums, what copies add (nothing), what the record may add, what one origin allows.

In: small records. Out: nothing.
"""

import pickle
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weigh_build import COMMITMENTS, SETTINGS, claim, group, hop, origin, proposition, root, run, voice

from hearsay.model import (
    Check,
    Claim,
    Copy,
    Judgement,
    Match,
    NumberCheck,
    Rating,
    Ratio,
    Record,
    Relation,
    Root,
)
from hearsay.weigh import JudgeProposition, track_record, words_for
from hearsay.weigh.odds import probability
from hearsay.weigh.tables import bands, weight

STEP = JudgeProposition(SETTINGS)
SKY = claim(0, hop("Sky"))
FOX = claim(20, hop("Fox"))


def judge(*records: Record) -> Judgement:
    return run(STEP, "p", records)


def said(*claims: Claim, roots: tuple[Root, ...], at_most: int | None = None) -> list[Record]:
    about = proposition(*claims)
    return [about, *claims, origin(about, *roots, at_most=at_most)]


def one_origin() -> list[Record]:
    return said(SKY, roots=(root("Sky", SKY),))


def weights(judgement: Judgement, name: str) -> tuple[float, float]:
    return next((f.low, f.high) for f in judgement.factors if f.name == name)


def test_one_unverified_origin_cannot_be_judged() -> None:
    judgement = judge(*one_origin())
    assert judgement.words == "cannot be judged"
    assert (round(judgement.low, 3), round(judgement.high, 3)) == (0.273, 0.973)
    assert [factor.name for factor in judgement.factors] == ["prior", "origin: Sky"]
    assert "LR 1.5 to 9" in judgement.factors[1].reason
    assert "counted once" in judgement.factors[1].reason


def test_without_an_origin_only_the_prior_is_left() -> None:
    about = proposition(SKY)
    judgement = judge(about, SKY)
    assert (judgement.low, judgement.high) == pytest.approx(weight("prior", "range"))


def test_no_proposition_no_judgement() -> None:
    assert STEP(group("p", [SKY])) == []


@pytest.mark.parametrize("kind", ["evaluation", "insinuation", "mental_state", "motive", "conclusion"])
def test_opinions_are_not_judged(kind: str) -> None:
    about = proposition(SKY, kind=kind)
    judgement = judge(about, SKY, origin(about, root("Sky", SKY)))
    assert (judgement.low, judgement.high, judgement.words, judgement.factors) == (0.0, 1.0, "cannot be judged", ())
    assert "opinion" in judgement.confidence


def test_independence_not_shown_counts_the_second_from_nothing_to_all() -> None:
    judgement = judge(*said(SKY, FOX, roots=(root("Sky", SKY), root("Fox", FOX))))
    low, high = weights(judgement, "origin: Fox")
    assert weights(judgement, "origin: Sky") == (0.0, high)
    assert low > 0.0


def test_independence_shown_counts_both() -> None:
    shown = judge(*said(SKY, FOX, roots=(root("Sky", SKY, independent=True), root("Fox", FOX, independent=True))))
    assert weights(shown, "origin: Sky") == weights(shown, "origin: Fox")
    assert weights(shown, "origin: Sky")[0] > 0.0


def test_roots_beyond_the_most_that_can_be_independent_add_nothing() -> None:
    judgement = judge(*said(SKY, FOX, roots=(root("Sky", SKY), root("Fox", FOX)), at_most=1))
    assert weights(judgement, "origin: Sky") == (0.0, 0.0)
    assert (judgement.low, judgement.high) == (judge(*one_origin()).low, judge(*one_origin()).high)


def test_a_copy_between_roots_takes_from_the_upper_end() -> None:
    records = said(SKY, FOX, roots=(root("Sky", SKY), root("Fox", FOX)))
    copy = Copy(
        later="sha Sky", earlier="sha Fox", target="document", probability=1.0, direction=0.95, claims=(SKY.id,)
    )
    free, tied = judge(*records), judge(*records, copy)
    assert tied.high < free.high
    assert tied.low == free.low


@pytest.mark.parametrize("kind", ["unnamed", "inferred", "document"])
def test_nobody_named_may_weigh_nothing(kind: str) -> None:
    judgement = judge(*said(SKY, roots=(root("The paper", SKY, kind=kind),)))
    low, high = weights(judgement, "origin: The paper")
    assert low == 0.0
    assert high > 0.0


def test_a_paper_names_its_two_questions() -> None:
    judgement = judge(*said(SKY, roots=(root("The letter", SKY, kind="document"),)))
    assert "authenticity of the paper is not established" in judgement.factors[1].reason
    assert "genuine paper is not a true paper" in judgement.factors[1].reason
    assert judgement.open_question.startswith("Is The letter genuine")


def test_commitment_shrinks_and_no_commitment_weighs_nothing() -> None:
    found = {}
    for commitment in ("CT+", "PR+", "PS+", "Uu"):
        one = claim(0, hop("Fox"), hop("Sky", commitment))
        found[commitment] = weights(judge(*said(one, roots=(root("Sky", one),))), "origin: Sky")
    assert found["CT+"][0] > found["PR+"][0] > found["PS+"][0] > found["Uu"][0] == 0.0
    assert found["CT+"][1] > found["PR+"][1] > found["PS+"][1] > found["Uu"][1] == 0.0


def test_a_copyist_who_drops_the_hedge_adds_nothing() -> None:
    careful, bold = claim(0, hop("Sky", "PS+")), claim(20, hop("Fox"), hop("Sky", "CT+"))
    alone = judge(*said(careful, roots=(root("Sky", careful),)))
    copied = judge(*said(careful, bold, roots=(root("Sky", careful, bold),)))
    assert (copied.low, copied.high) == (alone.low, alone.high)


def test_a_root_that_says_no_turns_its_weight() -> None:
    no = claim(20, hop("Fox", "CT-"))
    judgement = judge(proposition(SKY, no), SKY, no, origin(proposition(SKY, no), root("Sky", SKY), root("Fox", no)))
    sky, fox = weights(judgement, "origin: Sky"), weights(judgement, "origin: Fox")
    assert {sky, fox} == {sky, (-sky[1], -sky[0])}


def test_a_denial_weighs_against_and_its_repeats_do_not() -> None:
    records = one_origin()
    denied = [claim(60, hop("Kremlin", mode="denies")), claim(80, hop("Tass"), hop("Kremlin", mode="denies"))]
    rels = [Relation(source=one.id, target=SKY.id, kind="denies") for one in denied]
    once = judge(*records, voice("Kremlin"), denied[0], rels[0])
    twice = judge(*records, voice("Kremlin"), *denied, *rels)
    assert once.high < judge(*records).high
    assert (twice.low, twice.high) == (once.low, once.high)
    assert "denial: Kremlin" in {factor.name for factor in once.factors}


def test_a_denial_by_nobody_named_may_weigh_nothing() -> None:
    relation = Relation(source="claim:unknown", target=SKY.id, kind="contradicts")
    low, high = weights(judge(*one_origin(), relation), "denial: a voice without a name")
    assert low < 0.0
    assert high == 0.0


def test_stated_doubts_and_praise_are_shown_with_no_weight() -> None:
    doubt = claim(60, hop("Sky"), text="impossible to verify")
    records = [*one_origin(), doubt, Relation(source=doubt.id, target=SKY.id, kind="weakens")]
    judgement = judge(*records, Rating(voice="sky", claimed=("claim:praise",)))
    assert weights(judgement, "stated doubts") == (0.0, 0.0)
    assert weights(judgement, "claimed track record") == (0.0, 0.0)
    assert "impossible to verify" in next(f.reason for f in judgement.factors if f.name == "stated doubts")
    assert (judgement.low, judgement.high) == (judge(*one_origin()).low, judge(*one_origin()).high)


def test_a_letter_alone_changes_nothing_and_outcomes_do() -> None:
    bare = judge(*one_origin())
    lettered = judge(*one_origin(), Rating(voice="sky", letter="A", by="Ana"))
    assert (lettered.low, lettered.high) == (bare.low, bare.high)
    good = judge(*one_origin(), Rating(voice="sky", confirmed=5, effective=5.0, mean=6 / 7))
    bad = judge(*one_origin(), Rating(voice="sky", refuted=5, effective=5.0, mean=1 / 7))
    assert good.low > bare.low
    assert bad.high < bare.high


def test_a_voice_that_was_always_wrong_is_no_oracle_of_the_opposite() -> None:
    """Its word may weigh nothing, so neither its claim nor its denial leads to a word of likelihood."""
    wrong = Rating(voice="sky", refuted=300, effective=300.0, mean=1 / 302)
    judgement = judge(*one_origin(), voice("Sky"), wrong)
    assert weights(judgement, "origin: Sky")[1] == 0.0
    assert judgement.words == "cannot be judged"
    assert "may weigh nothing" in next(f.reason for f in judgement.factors if f.name == "origin: Sky")
    denier = claim(70, hop("Fox", "CT-", "denies"))
    speaks = Relation(source=denier.id, target=SKY.id, kind="denies")
    always = Rating(voice="fox", refuted=300, effective=300.0, mean=1 / 302)
    denied = judge(*one_origin(), denier, voice("Fox"), voice("Sky"), speaks, always)
    assert weights(denied, "denial: Fox")[0] == 0.0
    assert denied.words == "cannot be judged"


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 40), st.sampled_from(COMMITMENTS))
def test_no_record_and_no_number_of_copies_makes_one_unnamed_voice_sure(
    confirmed: int, refuted: int, copies: int, commitment: str
) -> None:
    """Nobody can say who it is, so whatever is entered for it, its word may weigh nothing."""
    members = [claim(30 * n, hop("sources", commitment)) for n in range(copies)]  # type: ignore[arg-type]
    held = track_record([(1, 0)] * confirmed + [(0, 1)] * refuted, SETTINGS.rho)
    rating = Rating(voice="sources", confirmed=confirmed, refuted=refuted, effective=held.effective, mean=held.mean)
    judgement = judge(*said(*members, roots=(root("sources", *members, kind="unnamed"),)), voice("sources"), rating)
    low, high = weight("prior", "range")
    assert judgement.low <= low + 1e-9
    assert judgement.high >= high - 1e-9
    assert judgement.words == "cannot be judged"
    assert probability(judgement.factors) == pytest.approx((judgement.low, judgement.high))


def test_a_stake_is_shown_and_not_multiplied() -> None:
    judgement = judge(*one_origin(), replace(voice("Sky"), stake="an exclusive"))
    assert "an exclusive" in judgement.factors[1].reason
    assert (judgement.low, judgement.high) == (judge(*one_origin()).low, judge(*one_origin()).high)


def match(code: str, **more: object) -> Match:
    return Match(claim=SKY.id, event=code, **more)  # type: ignore[arg-type]


def test_link_probability_is_never_evidence() -> None:
    found = {judge(*one_origin(), match("e", probability=p)).high for p in (0.01, 0.5, 0.99)}
    assert len(found) == 1


def test_a_match_counts_once_within_its_range() -> None:
    one, two = judge(*one_origin(), match("e")), judge(*one_origin(), match("e"), match("f"))
    assert weights(one, "the record") == weights(two, "the record")
    ratio = Ratio(between="foretold | chance", low=2.0, high=5.0)
    low, high = weights(judge(*one_origin(), match("e", ratios=(ratio,))), "the record")
    assert (round(low, 6), round(high, 6)) == (0.693147, 1.609438)


def test_an_order_without_custody_before_the_event_stays_unconfirmed() -> None:
    order = replace(SKY, kind="order", foretold=True)
    ratio = Ratio(between="foretold | chance", low=15.6, high=107.0)
    dated = Ratio(between="written before | written after", low=0.9, high=1.1)
    held = replace(dated, low=10.0, high=50.0)
    records = said(order, roots=(root("Sky", order),))
    assert weights(judge(*records, match("e", ratios=(ratio, dated))), "the record") == (0.0, 0.0)
    assert weights(judge(*records, match("e", ratios=(ratio,))), "the record") == (0.0, 0.0)
    assert weights(judge(*records, match("e", ratios=(ratio, held))), "the record")[0] > 0.0


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (Check(claim=SKY.id, checkable=False, reason="no such kind of event"), "not checkable"),
        (Check(claim=SKY.id, checkable=True), "silence of the record"),
    ],
)
def test_silence_counts_only_where_the_record_covers(check: Check, name: str) -> None:
    judgement = judge(*one_origin(), check)
    low, high = weights(judgement, name)
    assert high == 0.0
    assert (low == 0.0) is not check.checkable
    assert check.reason in next(factor.reason for factor in judgement.factors if factor.name == name)


def test_numbers() -> None:
    refused = NumberCheck(claim=SKY.id, start=3, missing=("base", "period", "source"))
    judgement = judge(*one_origin(), refused)
    assert weights(judgement, "refused numbers") == (0.0, 0.0)
    assert "base, period, source" in judgement.factors[-1].reason
    against = NumberCheck(claim=SKY.id, start=9, refused=False, agrees=False)
    assert weights(judge(*one_origin(), against), "numbers")[1] == 0.0
    assert judge(*one_origin(), against).low < judgement.low


@given(
    st.lists(
        st.tuples(st.sampled_from(COMMITMENTS), st.sampled_from(["named", "unnamed", "document"]), st.booleans()),
        max_size=5,
    ),
    st.integers(0, 5),
    st.integers(0, 3),
)
def test_what_holds_for_every_judgement(rows: list[tuple[str, str, bool]], at_most: int, circular: int) -> None:
    claims = [claim(30 * k, hop(f"V{k}", c)) for k, (c, _, _) in enumerate(rows)] or [SKY]  # type: ignore[arg-type]
    roots = tuple(root(f"V{k}", claims[k], kind=kind, independent=shown) for k, (_, kind, shown) in enumerate(rows))
    records = said(*claims, roots=roots, at_most=at_most)
    judgement = judge(*records)
    assert 0.0 <= judgement.low <= judgement.high <= 1.0
    assert (judgement.low, judgement.high) == probability(judgement.factors)
    assert judgement.words == words_for(judgement.low, judgement.high)
    assert all(factor.low <= factor.high for factor in judgement.factors)
    assert len({factor.name for factor in judgement.factors}) == len(judgement.factors)
    assert set(judgement.decides) <= {factor.name for factor in judgement.factors} - {"prior"}
    assert not re.search("|".join(rf"\b{band.word}\b" for band in bands()), judgement.confidence)
    about = proposition(*claims)
    turned = [about, *claims[::-1], origin(about, *roots[::-1], at_most=at_most)]
    assert judge(*turned) == judgement
    matched = judge(*records, *(Match(claim=claims[0].id, event=f"e{k}", circular=True) for k in range(circular)))
    assert (matched.low, matched.high, matched.words, matched.decides) == (
        judgement.low, judgement.high, judgement.words, judgement.decides,
    )  # fmt: skip


@given(st.integers(1, 6), st.sampled_from(COMMITMENTS))
def test_more_texts_of_one_root_change_nothing(copies: int, commitment: str) -> None:
    first = claim(0, hop("Sky", commitment))  # type: ignore[arg-type]
    more = [claim(30 * k, hop(f"Blog {k}"), hop("Sky", commitment)) for k in range(1, copies + 1)]  # type: ignore[arg-type]
    alone = judge(*said(first, roots=(root("Sky", first),)))
    many = judge(*said(first, *more, roots=(root("Sky", first, *more),)))
    assert (many.low, many.high, many.words) == (alone.low, alone.high, alone.words)


def test_what_decides() -> None:
    names = [f"Agency {k}" for k in range(7)]
    claims = [claim(30 * k, hop(name)) for k, name in enumerate(names)]
    roots = tuple(root(name, one, independent=True) for name, one in zip(names, claims, strict=True))
    judgement = judge(*said(*claims, roots=roots))
    assert judgement.words == "very likely to almost certain"
    assert judgement.decides == ("origin: Agency 0",)


def test_two_roots_of_one_name_stay_apart() -> None:
    roots = (replace(root("Army", SKY), key="army of a"), replace(root("Army", FOX), key="army of b"))
    names = [factor.name for factor in judge(*said(SKY, FOX, roots=roots)).factors]
    assert names == ["prior", "origin: Army", "origin: Army (2)"]


def test_the_step_travels() -> None:
    assert pickle.loads(pickle.dumps(STEP)) == STEP  # noqa: S301
