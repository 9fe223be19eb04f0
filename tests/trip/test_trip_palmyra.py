"""The bundled example: its findings, each with the reason that a person would give (examples/palmyra/README.md).

In: one run of the example. Out: the statements that a careful reader must find in it.
"""

from pathlib import Path

import pytest

import hearsay
from hearsay.model import Check, Claim, Judgement, Match, NumberCheck, Rating, Voice
from hearsay.pipeline.opened import OpenCase


@pytest.fixture(scope="module")
def case(palmyra: Path) -> OpenCase:
    return hearsay.open_case(palmyra)


def copied(case: OpenCase) -> dict[tuple[str, str], dict[str, object]]:
    """Textual edges of at least even odds, by the names of both files."""
    rows = (r for r in case.rows("copies") if r["kind"] != "cites" and r["probability"] >= 0.5)
    return {(Path(str(r["from"])).name, Path(str(r["to"])).name): r for r in rows}


def claims(case: OpenCase, document: str, words: str) -> list[Claim]:
    by_id = {c.id: c for c in case.records(Claim)}
    ids = [r["id"] for r in case.rows("claims") if r["document"].endswith(document) and words in r["text"]]
    assert ids, f"{document} holds no claim with {words!r}"
    return [by_id[i] for i in ids]


def test_the_orders_are_one_paper_each_however_many_texts_print_them(case: OpenCase) -> None:
    """Five texts repeat the first; no text adds a paper, so the count of origins stays one."""
    for words in ("Take all heavy guns", "Bring all stores and weapons"):
        (row,) = [o for o in case.rows("origins") if o["text"].startswith(words)]
        assert len(row["documents"]) >= 3
        assert (row["at_most"], row["verdict"]) == (1, "dependence shown")


def test_nothing_in_the_case_is_shown_to_be_independent_that_a_deal_rests_on(case: OpenCase) -> None:
    """All papers came on one card, through one brigade, whose guests the defectors are."""
    kinds = {p["id"]: p["kind"] for p in case.rows("propositions")}
    deals = [o for o in case.rows("origins") if kinds[o["proposition"]] in ("deal", "order")]
    assert deals
    assert not [o for o in deals if o["verdict"] == "independence shown"]


def test_the_blog_cuts_the_network_and_the_courier_does_not_credit_it(case: OpenCase) -> None:
    """The blog names the network; the courier names only the broadcaster but takes the network's words."""
    edges = copied(case)
    assert edges["plain-ledger.txt", "meridian-news.html"]["credited"] is True
    assert edges["meridian-news.html", "channel-north.html"]["credited"] is True
    assert edges["gulf-courier.pdf", "meridian-news.html"]["credited"] is False


def test_the_arabic_text_is_a_translation_of_the_broadcaster(case: OpenCase) -> None:
    """It shares its facts with the broadcaster, other words with the Arabic order: it never saw the order."""
    edges = copied(case)
    assert edges["barid-al-badiya.html", "channel-north.html"]["kind"] == "translation"
    assert not [e for e in edges if e[0] == "barid-al-badiya.html" and e[1].endswith((".png", ".txt"))]


def test_a_footer_links_nothing(case: OpenCase) -> None:
    """The concert review shares only the line of the reading service."""
    assert not [e for e in copied(case) if "playbill-review.txt" in e]


def test_the_blog_speaks_for_itself_before_and_after_what_it_quotes(case: OpenCase) -> None:
    """The block opens with "Meridian News:"; the opinion after it is the blog's own."""
    (inside,) = claims(case, "plain-ledger.txt", "appear to confirm this")
    assert [h.holder for h in inside.chain] == ["The Plain Ledger", "Meridian News", "Channel North"]
    (after,) = claims(case, "plain-ledger.txt", "It is hardly chance")
    assert [h.holder for h in after.chain] == ["The Plain Ledger"]


def test_the_date_of_the_evacuation_changed_on_the_way(case: OpenCase) -> None:
    """24 November in the letter and at the broadcaster, 25 in the network and all who took it from there."""
    dates = {(d["before"], d["after"], Path(d["to_document"]).name) for d in case.rows("drift") if d["what"] == "date"}
    assert {("24 November 2013", "25 November 2013", n) for n in ("meridian-news.html", "plain-ledger.txt")} <= dates


def test_certainty_rose_without_new_evidence(case: OpenCase) -> None:
    ups = [d for d in case.rows("drift") if d["what"] == "certainty_up"]
    assert any("appear to" in d["before"] for d in ups)
    assert any("Proved" in d["after"] for d in ups)


def test_the_90_per_cent_is_refused(case: OpenCase) -> None:
    """Neither source nor base nor period; "not against" had become "against"."""
    (claim,) = claims(case, "plain-ledger.txt", "It is hardly chance")
    (number,) = case.shelf.records(NumberCheck, claim.id)
    assert number.refused
    assert {"source", "base", "period", "table"} <= set(number.missing)


def test_order_417_is_not_checkable_and_the_fighting_is_context(case: OpenCase) -> None:
    """It has no date, and records of deaths hold no withdrawal; a clash near Palmyra is cheap in March 2016."""
    claim = claims(case, "channel-north.html", "Take all heavy guns")[0]
    (check,) = case.shelf.records(Check, claim.id)
    assert not check.checkable
    assert "no date" in check.reason
    shown = case.shelf.records(Match, claim.id)
    assert {m.relation for m in shown} == {"context"}
    assert all(m.chance is not None and m.chance.low < m.chance.p0 < m.chance.high for m in shown)


def test_a_track_record_is_what_was_verified_and_not_what_is_said(case: OpenCase) -> None:
    """Six reports confirmed and one refuted in two batches count for two; "every earlier leak" counts for nothing."""
    ratings = {r.voice: r for r in case.records(Rating)}
    daily = ratings["tadmur daily"]
    assert (daily.confirmed, daily.refuted, daily.batches, daily.letter) == (6, 1, 2, "C")
    assert 0 < daily.low < daily.mean < daily.high < 1
    vouching = {c.id for c in case.records(Claim) if c.kind == "track_record"}
    assert vouching
    brigade = [r for r in ratings.values() if r.claimed]
    assert brigade
    assert all(r.confirmed == 0 for r in brigade)


def test_no_paper_is_called_genuine_and_the_question_stays_open(case: OpenCase) -> None:
    """Nobody outside has seen an original, and the evidence fits all three answers."""
    for judgement in case.records(Judgement):
        if judgement.subject in ("genuine", "hypothesis"):
            assert judgement.words == "cannot be judged"
    assert {j.text for j in case.records(Judgement) if j.subject == "hypothesis"} >= {
        "Its heavy weapons left under an agreement with the Syrian government."
    }


def test_the_matrix_shows_that_only_the_dead_tell_the_answers_apart(case: OpenCase) -> None:
    """The order fits all three answers; about 400 dead speak against a handover. Nobody rated "something else"."""
    rows = list(case.rows("ach"))
    assert [row["evidence"] for row in rows if row["parts"] > 0] == [
        row["evidence"] for row in rows if "400 IS fighters" in row["evidence"]
    ]
    (dead,) = [row for row in rows if "400 IS fighters" in row["evidence"]]
    cells = {cell["hypothesis"]: cell["stands"] for cell in dead["cells"]}
    assert cells == {
        "agreed": "inconsistent", "tactical": "neutral", "not as said": "consistent", "something else": "neutral",
    }  # fmt: skip


def test_papers_speak_in_three_languages(case: OpenCase) -> None:
    """A letter is a voice in English, Arabic and Russian texts alike."""
    voices = {v.id: v for v in case.records(Voice)}
    for document in ("channel-north.html", "barid-al-badiya.html", "severnaya-khronika.txt"):
        orders = [c for c in claims(case, document, "") if c.kind == "order" and len(c.chain) > 1]
        assert any(voices[c.chain[-1].voice].kind == "document" for c in orders), document


def test_a_declared_translation_is_an_edge_by_itself(case: OpenCase) -> None:
    """What case.toml declares is taken as given: each English letter goes back to its Arabic original."""
    edges = copied(case)
    for letter, original in (("order-417", "txt"), ("pass-208", "txt"), ("letter-63", "html")):
        edge = edges[f"{letter}.en.md", f"{letter}.{original}"]
        assert (edge["kind"], edge["probability"]) == ("translation", 0.99)
