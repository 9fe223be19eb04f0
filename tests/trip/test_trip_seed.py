"""The real post of May 2016, from file to finding: what a careful reader must be shown.

In: ../shared/cases/seed/article.txt with the UCDP events and the gazetteer. Out: the statements that end the first issue.
"""

from trip_shared import Trip

from hearsay.model import Check as Checked
from hearsay.model import Claim, Drift, Judgement, Line, Match, NumberCheck, Page, Proposition, Rating, Relation, Voice
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.verifying import verify


def claims(case: OpenCase, words: str) -> list[Claim]:
    found = [c for c in case.records(Claim) if words in c.text]
    assert found, f"no claim holds {words!r}"
    return found


def holders(claim: Claim) -> list[str]:
    return [hop.holder for hop in claim.chain]


def test_the_ledger_reconciles_and_nothing_failed(seed: Trip) -> None:
    report = seed.report
    assert report.ledger.reconciles
    assert report.failures == ()


def test_the_block_is_the_network_quoted_and_inside_it_the_broadcaster_speaks(seed: Trip) -> None:
    case = seed.case
    for words in (
        "appear to confirm this",
        "All appear to be pre-agreed",
        "maintained contacts",
        "wedded to the basic",
    ):
        for claim in claims(case, words):
            assert holders(claim)[:3] == ["PJ Media", "Fox News", "Sky News"]
            assert [hop.mode for hop in claim.chain[:2]] == ["quotes", "quotes"]


def test_what_stands_before_and_after_the_block_is_the_blogs_own(seed: Trip) -> None:
    case = seed.case
    for words in ("ISIS occupies about", "Moscow didn’t want", "is not unheard of", "one enemy at a time"):
        assert {tuple(holders(c)) for c in claims(case, words)} == {("PJ Media",)}


def test_the_first_person_is_the_broadcasters_reporter(seed: Trip) -> None:
    case = seed.case
    (claim,) = claims(case, "I asked one of the defectors")
    asks = next(hop for hop in claim.chain if hop.mode == "asks")
    voices = {v.id: v for v in case.records(Voice)}
    reporter = voices[asks.voice]
    assert reporter.part_of
    assert voices[reporter.part_of].name == "Sky News"
    assert claim.chain[-1].mode == "affirms"
    assert "defectors" in claim.chain[-1].holder


def test_three_orders_hang_on_three_papers_and_not_on_the_22000_files(seed: Trip) -> None:
    case = seed.case
    voices = {v.id: v for v in case.records(Voice)}
    orders = [c for c in case.records(Claim) if c.kind == "order"]
    papers = {c.chain[-1].voice for c in orders}
    assert len(papers) == 3
    assert {voices[p].kind for p in papers} == {"document"}
    assert not any("22,000" in voices[p].name for p in papers)
    items = [c for c in case.records(Claim) if c.kind == "deal" and c.frame == "list"]
    assert len(items) == 3
    assert {c.chain[-1].voice for c in items} <= papers


def test_the_track_record_is_a_claim_without_weight(seed: Trip) -> None:
    case = seed.case
    (claim,) = claims(case, "all previous leaks")
    assert claim.kind == "track_record"
    assert holders(claim)[-1] == "Sky News"
    (vouches,) = [r for r in case.records(Relation) if r.kind == "vouches_for" and r.source == claim.id]
    group = next(v for v in case.records(Voice) if v.id == vouches.target)
    rating = next(r for r in case.records(Rating) if r.voice == group.canonical)
    assert claim.id in rating.claimed
    assert (rating.confirmed, rating.refuted, rating.letter) == (0, 0, "F")
    own = {p.id for p in case.records(Proposition) if claim.id in p.claims}
    for judgement in (j for j in case.records(Judgement) if j.about not in own):
        assert not any(claim.id in f.evidence and (f.low, f.high) != (0, 0) for f in judgement.factors)


def test_impossible_to_verify_weakens_the_letters_and_not_the_defectors(seed: Trip) -> None:
    case = seed.case
    (doubt,) = claims(case, "impossible to verify")
    weakened = {r.target for r in case.records(Relation) if r.kind == "weakens" and r.source == doubt.id}
    orders = {c.id for c in case.records(Claim) if c.kind == "order"}
    assert orders <= weakened
    by_defectors = {c.id for c in case.records(Claim) if "defector" in c.chain[-1].holder}
    assert by_defectors
    assert not weakened & by_defectors


def test_the_deals_have_at_most_one_origin_established(seed: Trip) -> None:
    case = seed.case
    by_proposition = {row["proposition"]: row for row in case.rows("origins")}
    deals = [p for p in case.rows("propositions") if p["kind"] in ("deal", "order")]
    assert deals
    assert all(by_proposition[p["id"]]["at_most"] == 1 for p in deals)
    assert all(by_proposition[p["id"]]["verdict"] != "independence shown" for p in deals)


def test_the_90_per_cent_is_refused_and_the_reasons_are_named(seed: Trip) -> None:
    case = seed.case
    shares = [n for n in case.records(NumberCheck) if n.value == 0.9]
    assert shares
    for number in shares:
        assert number.refused
        assert {"source", "base", "period", "table"} <= set(number.missing)


def test_al_qasr_is_ambiguous_and_not_checkable(seed: Trip) -> None:
    case = seed.case
    claim = next(c for c in claims(case, "al Qasr") if c.times)
    assert {(t.first, t.last) for t in claim.times} == {("2013-11-24", "2013-11-24")}
    (place,) = claim.places
    assert len(place.candidates) > 1
    assert max(c.probability for c in place.candidates) < 0.5
    (check,) = case.shelf.records(Checked, claim.id)
    assert not check.checkable
    assert "2013-11-24 lies outside the period" in check.reason
    assert "places" in check.reason
    assert not case.shelf.records(Match, claim.id)


def test_the_palmyra_order_is_not_checkable_and_clashes_are_context_with_their_p0(seed: Trip) -> None:
    case = seed.case
    claim = next(c for c in claims(case, "Withdraw all heavy artillery"))
    (check,) = case.shelf.records(Checked, claim.id)
    assert not check.checkable
    assert "no such kind of event: withdraw" in check.reason
    shown = case.shelf.records(Match, claim.id)
    assert shown
    assert {m.relation for m in shown} == {"context"}
    for match in shown:
        assert match.chance is not None
        assert 0.4 < match.chance.low < match.chance.p0 < match.chance.high < 0.8
        assert all(ratio.low <= 1 <= ratio.high for ratio in match.ratios)


def test_the_headline_has_lost_the_hedges_of_the_body(seed: Trip) -> None:
    case = seed.case
    ups = [d for d in case.records(Drift) if d.what == "certainty_up"]
    assert any("Collusion Between" in d.after and "appear" in d.before for d in ups)


def test_every_citation_slices_back_to_its_characters(seed: Trip) -> None:
    case = seed.case
    pages = {(p.sha256, p.number): p.text for p in case.records(Page)}
    lines = case.records(Line)
    assert len(lines) > 50
    for line in lines:
        assert line.citations
        for c in line.citations:
            assert pages[c.sha256, c.page][c.start : c.end] == c.text
    done = verify(case.case, case.store, case.shelf)
    assert done.wrong == ()
    assert done.checked["citations"] > 50
