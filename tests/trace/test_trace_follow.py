"""Drift: what changed along a copy and under a headline."""

import pytest
from trace_making import claim, hop, number, sha_of, voice, written

from hearsay.model import Anchor, Claim, Copy, Document, Drift, Hedge, Page, Passage, Proposition, Record, SharedSpan
from hearsay.ports import Group
from hearsay.trace import Follow

MONITOR = voice("Harbour Monitor", "a")
SAID = hop(MONITOR)


def ledger(before: list[Claim], after: list[Claim], *extra: Record, same: bool = True) -> list[Drift]:
    rows: list[Record] = [Document(sha256=sha_of("a")), Document(sha256=sha_of("b")), MONITOR, *before, *after, *extra]
    copy = Copy(
        later=sha_of("b"),
        earlier=sha_of("a"),
        target="document",
        probability=0.9,
        spans=tuple(
            SharedSpan(
                later=Anchor(page=b.page, start=b.start, end=b.end),
                earlier=Anchor(page=a.page, start=a.start, end=a.end),
            )
            for a, b in zip(before, after, strict=False)
            if same
        ),
    )
    found = Follow()(Group("pair", (*rows, copy)))
    return [drift for drift in found if isinstance(drift, Drift)]


def kinds(before: Claim, after: Claim) -> set[str]:
    return {drift.what for drift in ledger([before], [after])}


def test_equal_wordings_do_not_drift() -> None:
    text = "The bridge was closed by the guard"
    assert kinds(claim("a", text, [SAID]), claim("b", text, [SAID])) == set()


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("The crane appears to have fallen on its own", "The crane has fallen on its own", "certainty_up"),
        ("The crane has fallen on its own", "The crane has reportedly fallen on its own", "certainty_down"),
        ("Кран якобы упал сам", "Кран упал сам", "certainty_up"),
        ("يبدو أن الرافعة سقطت", "الرافعة سقطت", "certainty_up"),
        ("The dockers did not support the strike", "The dockers opposed the strike", "complement_flip"),
    ],
)
def test_wordings_that_drift(before: str, after: str, what: str) -> None:
    assert what in kinds(claim("a", before, [SAID]), claim("b", after, [SAID]))


def test_hedges_of_a_chain_count_and_rounding_does_not() -> None:
    text = "The crane fell on 31 dockers"
    mark = Anchor(page="page of a", start=0, end=3)
    for kind, expected in (("evidential", {"certainty_up"}), ("approximator", set())):
        worn = hop(MONITOR, hedges=(Hedge(anchor=mark, text="seemingly", kind=kind),))
        assert kinds(claim("a", text, [worn]), claim("b", text, [SAID])) == expected


def test_numbers_what_they_count_and_their_base() -> None:
    text = "The crane hurt dockers"
    cases = [
        (number(31, "dockers"), number(92, "dockers"), "number"),
        (number(31, "dockers"), number(31, "drivers"), "counted"),
        (number(31, "dockers", base="45 dockers"), number(31, "dockers"), "base_lost"),
        (number(31, "dockers", period="last year"), number(31, "dockers"), "period_lost"),
    ]
    for before, after, what in cases:
        found = kinds(claim("a", text, [SAID], numbers=(before,)), claim("b", text, [SAID], numbers=(after,)))
        assert found == {what}


def test_agents() -> None:
    text = "The crane was pulled down"
    found = kinds(claim("a", text, [SAID], actors=("Russia",)), claim("b", text, [SAID], actors=("Turkey",)))
    assert found == {"agent"}


def test_attribution() -> None:
    text = "The bridge was closed"
    other = hop(voice("Mill Union", "b"))
    assert kinds(claim("a", text, [SAID]), claim("b", text, [])) == {"attribution_dropped"}
    assert kinds(claim("a", text, [SAID]), claim("b", text, [other])) == {"attribution_changed"}
    assert kinds(claim("a", text, [SAID]), claim("b", text, [SAID, other])) == set()


def test_caveats_kept_turned_round_and_dropped() -> None:
    news = "The grain was driven back along the river road"
    doubt = "The report could not be independently verified"
    before = [claim("a", news, [SAID]), claim("a", doubt, [], at=60)]
    kept = ledger(
        before,
        [claim("b", news, [SAID]), claim("b", "It was not possible to verify the report independently", [], at=60)],
    )
    turned = ledger(before, [claim("b", news, [SAID]), claim("b", "The report was independently verified", [], at=60)])
    dropped = ledger(before, [claim("b", news, [SAID])])
    assert {d.what for d in kept} >= {"caveat_kept"}
    assert {d.what for d in turned} >= {"caveat_inverted"}
    assert {d.what for d in dropped} == {"caveat_dropped"}


def test_a_headline_that_has_lost_the_hedge_of_its_body() -> None:
    body = "Letters appear to confirm a secret deal over grain between the mill and the harbour guard"
    head = "Letters confirm secret grain deal between mill and harbour guard"
    rows = [
        Document(sha256=sha_of("a"), languages=("en",)),
        claim("a", head, [], frame="headline"),
        claim("a", body, [], at=100),
    ]
    (drift,) = [d for d in Follow()(Group("a", tuple(rows))) if isinstance(d, Drift)]
    assert (drift.what, drift.before, drift.after) == ("certainty_up", "appear to", head)
    assert drift.before_anchor == Anchor(page="page of a", start=108, end=117)
    assert drift.copy == ""


def test_a_word_that_points_back_into_a_paragraph_that_was_cut() -> None:
    lost, taken = "A ledger with nine names was found.", "These were read out at dawn by the clerk of the mill."
    whole = f"{lost}\n\n{taken}"
    (document, page) = written("a", whole)
    assert isinstance(page, Page)
    at = whole.index("These")
    passages = [Passage(page=page.id, start=0, end=len(lost)), Passage(page=page.id, start=at, end=len(whole))]
    found = ledger([claim("a", taken, [], at=at, page=page.id)], [claim("b", taken, [])], page, *passages)
    assert isinstance(document, Document)
    assert [(d.what, d.before) for d in found] == [("referent_lost", lost)]


def test_claims_of_one_proposition_are_compared_without_a_shared_stretch() -> None:
    before = claim("a", "The crane may have fallen on 31 dockers", [SAID], at=10)
    after = claim("b", "The crane had fallen on 31 dockers", [SAID], at=900)
    both = Proposition(anchor=before.id, claims=tuple(sorted((before.id, after.id))))
    assert ledger([before], [after], same=False) == []
    assert [d.what for d in ledger([before], [after], both, same=False)] == ["certainty_up"]


def test_a_dropped_caveat_hangs_on_the_claim_it_was_about() -> None:
    grain, dam = (
        "The grain was driven back along the river road",
        "The dam above the valley had been mined by deserters",
    )
    doubt = "The mining of the dam could not be independently verified"
    before = [claim("a", dam, [SAID]), claim("a", grain, [SAID], at=70), claim("a", doubt, [], at=130)]
    (dropped,) = [d for d in ledger(before, [claim("b", dam, [SAID])]) if d.what == "caveat_dropped"]
    assert (dropped.after, dropped.before) == (dam, doubt)
    moved = claim("b", grain, [SAID])
    both = Proposition(anchor=before[1].id, claims=tuple(sorted((before[1].id, moved.id))))
    assert [d for d in ledger(before, [moved], both, same=False) if d.what == "caveat_dropped"] == []


def test_a_caveat_without_words_of_its_own_says_what_it_stood_behind() -> None:
    grain, doubt = "The grain was driven back along the river road", "Unverified."
    before = [claim("a", grain, [SAID]), claim("a", doubt, [], at=60)]
    (dropped,) = [d for d in ledger(before, [claim("b", grain, [SAID])]) if d.what == "caveat_dropped"]
    assert dropped.before == f"{doubt} (said after “{grain}”)"
