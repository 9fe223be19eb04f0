"""Questions with rival hypotheses: exact ends, evidence of one origin once, quotes found again, people who differ.

In: small texts and likelihoods. Out: nothing.
"""

import pickle
import re
from dataclasses import replace
from itertools import product
from math import exp, fsum, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weigh_build import SETTINGS, group, hop

from hearsay.errors import CaseInvalid
from hearsay.model import Claim, Copy, Document, Hypothesis, Judgement, Origin, Page, Proposition, Record, Root
from hearsay.settings import DeclaredEvidence, DeclaredHypothesis, Question
from hearsay.weigh import JudgeQuestion, column, groups_of, words_for
from hearsay.weigh.hypotheses import posterior, priors_that_sum, steps, uncrossed
from hearsay.weigh.odds import Range, logit, probability
from hearsay.weigh.tables import bands

TEXT = "The town fell on Friday. “Withdraw all heavy\u00a0guns”, the letter says. Villagers saw no battle at all."
COLLUDE = DeclaredHypothesis(name="collusion", text="They agreed on it.")
RETREAT = DeclaredHypothesis(name="retreat", text="They left because they were losing.")
ELSE = DeclaredHypothesis(name="something else", text="Another reason.", prior=(0.01, 0.05))

Ranges = dict[str, str | tuple[float, float]]


def text_of(path: str, text: str = TEXT) -> tuple[Document, Page]:
    sha256 = f"sha {path}"
    return Document(sha256=sha256, path=path), Page(sha256=sha256, number=1, text_sha256="t", text=text)


def claim_on(page: Page, quote: str) -> Claim:
    start = page.text.index(quote)
    return Claim(page=page.id, start=start, end=start + len(quote), sha256=page.sha256, text=quote, chain=(hop("Sky"),))


def told(quote: str, likelihood: Ranges, *, by: str = "Ana", path: str = "a.txt") -> DeclaredEvidence:
    return DeclaredEvidence(path=path, quote=quote, likelihood=likelihood, by=by)


def weighed(
    *evidence: DeclaredEvidence,
    records: tuple[Record, ...] = text_of("a.txt"),
    rivals: tuple[DeclaredHypothesis, ...] = (),
) -> dict[str, Judgement]:
    """Judgements by the name of their hypothesis."""
    question = Question(question="Why?", hypotheses=rivals or (COLLUDE, RETREAT), evidence=evidence)
    found = JudgeQuestion(SETTINGS, question)(group("Why?", records))
    names = {one.id: one.name for one in found if isinstance(one, Hypothesis)}
    return {names[one.about]: one for one in found if isinstance(one, Judgement)}


def ends(judgements: dict[str, Judgement]) -> dict[str, Range]:
    return {name: (one.low, one.high) for name, one in judgements.items()}


def supposed(name: str, low: float, high: float) -> DeclaredHypothesis:
    return DeclaredHypothesis(name=name, text=name, prior=(low, high))


GUNS: Ranges = {"collusion": "very likely", "retreat": "unlikely"}
BATTLE: Ranges = {"collusion": (0.6, 0.9), "retreat": (0.05, 0.2)}


def test_two_hypotheses_and_something_else_by_hand() -> None:
    found = weighed(told("Withdraw all heavy guns", GUNS))
    least, most = 1 / 9, 2 / 3
    low = 0.8 * least / (0.8 * least + 0.999 * most + 0.45 * (1 - least - most))
    high = 0.95 * most / (0.95 * most + 0.001 * (1 - most - least) + 0.2 * least)
    assert ends(found)["collusion"] == pytest.approx((low, high))
    assert sorted(found) == ["collusion", "retreat", "something else"]


def test_no_evidence_leaves_equal_priors_and_no_word() -> None:
    found = weighed()
    assert all((one.low, one.high) == pytest.approx((1 / 9, 2 / 3)) for one in found.values())
    assert all(one.words == "cannot be judged" and one.decides == () for one in found.values())


def test_once_somebody_says_how_well_something_else_fits_words_can_be_given() -> None:
    full: Ranges = {"collusion": (0.9, 0.95), "retreat": (0.05, 0.1), "something else": (0.05, 0.3)}
    found = weighed(told("heavy guns", full), rivals=(COLLUDE, RETREAT, ELSE))
    assert sorted(found) == ["collusion", "retreat", "something else"]
    assert found["collusion"].words == "very likely"
    assert found["collusion"].decides == ("evidence 1: “heavy guns”",)
    assert "evidence 1" in found["retreat"].factors[1].name


def test_where_only_silence_about_something_else_keeps_it_open_the_reader_is_told_what_to_enter() -> None:
    """The evidence speaks clearly between the two named answers; nobody said a word about anything else."""
    clear: Ranges = {"collusion": (0.9, 0.95), "retreat": (0.02, 0.05)}
    one = weighed(told("heavy guns", clear))["collusion"]
    assert one.words == "cannot be judged"
    assert "Only what nobody said about “something else” keeps this open" in one.open_question
    assert "case.toml" in one.open_question
    vague = weighed(told("heavy guns", {"collusion": (0.4, 0.6), "retreat": (0.4, 0.6)}))["collusion"]
    assert "Only what nobody said" not in vague.open_question
    assert "something else" not in vague.open_question


def test_a_quote_is_found_through_folding_and_one_that_is_not_weighs_nothing() -> None:
    found = weighed(told("WITHDRAW all  heavy guns", GUNS))["collusion"]
    assert found.factors[-1].high > 0.0
    lost = weighed(told("advance at once", GUNS))["collusion"]
    assert (lost.factors[-1].low, lost.factors[-1].high) == (0.0, 0.0)
    assert lost.factors[-1].reason == "Quote not found in a.txt: it counts 0."
    assert "Where does" in lost.open_question
    assert "No document at b.txt" in weighed(told("guns", GUNS, path="b.txt"))["retreat"].factors[-1].reason
    assert ends(weighed(told("advance at once", GUNS))) == ends(weighed())


def test_evidence_that_nobody_rated_weighs_nothing() -> None:
    assert ends(weighed(told("heavy guns", {}))) == ends(weighed())


def test_a_missing_likelihood_is_any_likelihood() -> None:
    found = weighed(told("heavy guns", {"collusion": "very likely"}))
    open_range = weighed(told("heavy guns", {"collusion": "very likely", "retreat": (0.0, 1.0)}))
    assert ends(found) == ends(open_range)


def test_evidence_shows_the_claims_it_overlaps() -> None:
    document, page = text_of("a.txt")
    claim = claim_on(page, "Withdraw all heavy\u00a0guns")
    found = weighed(told("heavy guns", GUNS), records=(document, page, claim))
    assert found["collusion"].factors[-1].evidence == (claim.id,)


def test_rows_of_one_root_count_once() -> None:
    document, page = text_of("a.txt")
    guns, battle = claim_on(page, "Withdraw all"), claim_on(page, "saw no battle")
    propositions = [Proposition(anchor=one.id, claims=(one.id,)) for one in (guns, battle)]
    shared = Root(name="Sky", key="sky", kind="named")
    origins = [Origin(proposition=one.id, roots=(shared,)) for one in propositions]
    rows = told("Withdraw all", GUNS), told("saw no battle", GUNS)
    apart = weighed(*rows, records=(document, page))
    joined = weighed(*rows, records=(document, page, guns, battle, *propositions, *origins))
    once = weighed(rows[0], records=(document, page))
    assert ends(joined) == ends(once)
    assert ends(apart) == ends(once)
    others = [
        Origin(proposition=propositions[0].id, roots=(shared,)),
        Origin(proposition=propositions[1].id, roots=(replace(shared, key="fox"),)),
    ]
    separate = weighed(*rows, records=(document, page, guns, battle, *propositions, *others))
    assert separate["retreat"].low < once["retreat"].low
    assert [len(found["retreat"].factors) for found in (joined, separate)] == [2, 3]
    assert "2 quotes go back to one origin" in joined["retreat"].factors[1].reason


def test_rows_in_texts_that_copy_each_other_count_once() -> None:
    first, second = text_of("a.txt"), text_of("b.txt", "Said a blog: “Withdraw all heavy guns”.")
    copy = Copy(later=second[0].sha256, earlier=first[0].sha256, target="document")
    row, again = told("Withdraw all heavy guns", GUNS), told("Withdraw all heavy guns", GUNS, path="b.txt")
    once = weighed(row, records=first)
    assert ends(weighed(row, again, records=(*first, *second, copy))) == ends(once)
    assert ends(weighed(row, again, records=(*first, *second))) != ends(once)


def test_the_spread_of_people_is_kept_and_shown() -> None:
    one = told("heavy guns", GUNS)
    other = told("heavy guns", {"collusion": (0.3, 0.5), "retreat": "unlikely"}, by="Bo")
    alone, both = weighed(one)["collusion"], weighed(one, other)["collusion"]
    assert both.low < alone.low
    assert both.high == alone.high
    assert "differ" in both.factors[-1].reason
    assert both.factors[-1].given_by == "Ana, Bo"
    assert "who differ" in both.confidence
    assert "who agree" in weighed(one, told("heavy guns", GUNS, by="Bo"))["collusion"].confidence


def test_evidence_that_cannot_discriminate_is_marked() -> None:
    overlap: Ranges = {"collusion": (0.3, 0.6), "retreat": (0.5, 0.9)}
    assert not weighed(told("heavy guns", overlap))["collusion"].factors[-1].diagnostic
    assert weighed(told("heavy guns", GUNS))["collusion"].factors[-1].diagnostic


def test_the_matrix_is_a_view() -> None:
    names = ["collusion", "retreat", "something else"]
    groups = groups_of(
        [told("heavy guns", GUNS), told("saw no battle", {"retreat": (0.4, 0.6)})], names, group("q", text_of("a.txt"))
    )
    joined = "evidence 1: “heavy guns”"
    cells = {name: {fit.evidence: fit.stands for fit in column(groups, name)}[joined] for name in names}
    assert cells == {"collusion": "consistent", "retreat": "neutral", "something else": "neutral"}
    single = groups_of([told("heavy guns", GUNS)], names, group("q", text_of("a.txt")))
    (fit,) = column(single, "retreat")
    assert (fit.stands, fit.low, fit.high) == ("inconsistent", 0.2, 0.45)
    assert fit.parts == pytest.approx(log(0.8 / 0.45))
    (silent,) = column(single, "something else")
    assert (silent.stands, silent.low, silent.high, silent.given_by) == ("neutral", 0.0, 1.0, "")


@pytest.mark.parametrize(
    "likelihood",
    [{"collusion": "surely"}, {"unheard of": "likely"}, {"collusion": (0.9, 0.1)}, {"retreat": (-1.0, 0.5)}],
)
def test_what_means_nothing_is_refused(likelihood: Ranges) -> None:
    with pytest.raises(CaseInvalid) as refused:
        weighed(told("heavy guns", likelihood))
    assert refused.value.remedy


@pytest.mark.parametrize(
    "rivals",
    [
        (ELSE,),
        (COLLUDE, COLLUDE),
        (supposed("a", 0.8, 0.2), RETREAT),
        (supposed("a", 0.9, 0.9), supposed("b", 0.9, 0.9), ELSE),
        (supposed("a", 0.1, 0.2), supposed("b", 0.1, 0.2), ELSE),
    ],
)
def test_hypotheses_that_cannot_be_are_refused(rivals: tuple[DeclaredHypothesis, ...]) -> None:
    with pytest.raises(CaseInvalid):
        weighed(rivals=rivals)


unit = st.floats(0.001, 0.999)
interval = st.tuples(unit, unit).map(lambda pair: (min(pair), max(pair)))
priors = (
    st.lists(st.one_of(st.none(), interval), min_size=2, max_size=4).filter(lambda ps: None in ps).map(priors_that_sum)
)


@given(st.data(), priors)
def test_the_ends_hold_every_inner_choice_and_are_reached(data: st.DataObject, ranges: list[Range]) -> None:
    n = len(ranges)
    rows = data.draw(st.lists(st.lists(interval, min_size=n, max_size=n), max_size=3))
    h = data.draw(st.integers(0, n - 1))
    low, high = posterior(ranges, rows, h)
    corners = [
        here / fsum(all_of)
        for weights in _feasible(ranges)
        for strengths in product(*([_product(rows, j, 0), _product(rows, j, 1)] for j in range(n)))
        for all_of in [[w * s for w, s in zip(weights, strengths, strict=True)]]
        for here in [all_of[h]]
    ]
    assert min(corners) == pytest.approx(low, abs=1e-9)
    assert max(corners) == pytest.approx(high, abs=1e-9)


def _product(rows: list[list[Range]], j: int, end: int) -> float:
    return exp(fsum(log(row[j][end]) for row in rows))


def _feasible(ranges: list[Range]) -> list[list[float]]:
    """Corners of the priors that sum to 1: all but one at an end, that one takes what is left."""
    found = []
    for free in range(len(ranges)):
        for chosen in product(*(pair if j != free else (0.0,) for j, pair in enumerate(ranges))):
            rest = 1.0 - fsum(chosen)
            if ranges[free][0] - 1e-9 <= rest <= ranges[free][1] + 1e-9:
                found.append([rest if j == free else value for j, value in enumerate(chosen)])
    return found


@given(st.data(), priors)
def test_steps_sum_and_merged_steps_are_ordered(data: st.DataObject, ranges: list[Range]) -> None:
    n = len(ranges)
    rows = data.draw(st.lists(st.lists(interval, min_size=n, max_size=n), max_size=5))
    found = steps(ranges, rows, 0)
    merged = uncrossed(found)
    assert [place for _, places in merged for place in places] == list(range(len(rows) + 1))
    assert fsum(v[0] for v, _ in merged) == pytest.approx(fsum(low for low, _ in found))
    assert all(low <= high + 1e-9 for (low, high), _ in merged)
    low, high = posterior(ranges, rows, 0)
    assert (logit(low), logit(high)) == pytest.approx(
        (fsum(v[0] for v, _ in merged), fsum(v[1] for v, _ in merged)), abs=1e-5
    )


@given(st.data(), priors)
def test_widening_an_input_never_narrows(data: st.DataObject, ranges: list[Range]) -> None:
    n = len(ranges)
    rows = data.draw(st.lists(st.lists(interval, min_size=n, max_size=n), min_size=1, max_size=3))
    wide = [[*rows[0]], *rows[1:]]
    wide[0][0] = (wide[0][0][0] / 2, min(1.0, wide[0][0][1] * 1.1))
    for h in range(n):
        low, high = posterior(ranges, rows, h)
        wider_low, wider_high = posterior(ranges, wide, h)
        assert wider_low <= low + 1e-12
        assert wider_high >= high - 1e-12


@given(st.lists(st.one_of(st.none(), interval), min_size=2, max_size=5).filter(lambda ps: None in ps))
def test_priors_can_sum_to_one_and_silence_rules_nothing_out(declared: list[Range | None]) -> None:
    found = priors_that_sum(declared)
    assert fsum(low for low, _ in found) <= 1.0 + 1e-9
    assert fsum(high for _, high in found) >= 1.0 - 1e-9
    assert all(0.0 < low <= high <= 1.0 for low, high in found)


rated = st.dictionaries(st.sampled_from(["collusion", "retreat", "something else"]), interval, max_size=3)
quotes = st.sampled_from(["town fell", "heavy guns", "saw no battle", "not there"])
evidence = st.lists(st.builds(told, quotes, rated, by=st.sampled_from(["Ana", "Bo"])), max_size=5)


@given(evidence, st.booleans())
def test_what_holds_for_every_question(rows: list[DeclaredEvidence], declared: bool) -> None:  # noqa: FBT001
    rivals = (COLLUDE, RETREAT, ELSE) if declared else (COLLUDE, RETREAT)
    found = weighed(*rows, rivals=rivals)
    assert weighed(*rows[::-1], rivals=rivals[::-1]) == found
    assert weighed(*rows, *rows, rivals=rivals) == found
    for one in found.values():
        assert 0.0 <= one.low <= one.high <= 1.0
        assert (one.low, one.high) == probability(one.factors)
        assert one.words == words_for(one.low, one.high)
        assert all(factor.low <= factor.high + 1e-12 for factor in one.factors)
        assert set(one.decides) <= {factor.name for factor in one.factors} - {"prior"}
        assert not re.search("|".join(rf"\b{band.word}\b" for band in bands()), one.confidence)


def test_the_step_travels() -> None:
    step = JudgeQuestion(SETTINGS, Question(question="Why?", hypotheses=(COLLUDE,), evidence=(told("guns", GUNS),)))
    assert pickle.loads(pickle.dumps(step)) == step  # noqa: S301
