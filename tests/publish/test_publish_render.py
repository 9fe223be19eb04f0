"""The dossier as HTML, JSON and CSV: self-contained, deterministic, and closed to whatever a haul may hold."""

import csv
import io
import json
import random
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish_fixtures import FILES, JUDGEMENTS, ORDER, PRESS_PAGE, RECORDS, SHARE, WITHDRAWAL
from publish_page import look, view

from hearsay.errors import Uncited
from hearsay.model import (
    Claim,
    Custody,
    Document,
    Drift,
    File,
    Judgement,
    Line,
    Page,
    Proposition,
    Record,
    Ruling,
    Voice,
)
from hearsay.publish import DossierView, compose, to_csv, to_html, to_json
from hearsay.publish.case import Case
from hearsay.publish.phrases import HIDDEN
from hearsay.publish.tree import tree

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "</title><script>1</script>",
    "{{ 7*7 }}{% raw %}{#",
    "abc\u202egnp.exe\u2066 \u2069\u2069",
    "\x1b[31mred\x00\x07\u200b\ufeff",
    "<!-- --><![CDATA[",
    "&lt;b&gt; &amp;amp;",
    "مرحبا <b>\u202e",
    '=HYPERLINK("http://x")',
)  # fmt: skip


def _poison(record: Record, text: str) -> Record:
    """The record with a hostile string in every field that a haul can fill."""
    match record:
        case Claim():
            hops = tuple(replace(hop, holder=text, cue_text=text) for hop in record.chain)
            return replace(record, text=text, chain=hops)
        case Judgement():
            factors = tuple(replace(factor, name=text, reason=text, given_by=text) for factor in record.factors)
            return replace(record, text=text, confidence=text, factors=factors, open_question=text)
        case Document():
            return replace(record, path=text, title=text, outlet=text, author=text, languages=(text,))
    names = {Voice: "stake institution", Proposition: "text", Drift: "before after", Custody: "note when on_word_of"}
    more = {Ruling: "note quote value", File: "reason media_type"}
    fields = (names | more).get(type(record), "").split()
    return replace(record, **dict.fromkeys(fields, text))


def poisoned(text: str) -> list[Record]:
    """The small case with one hostile string wherever a haul can put words of its own."""
    page = Page(sha256="f" * 64, number=1, text_sha256="f" * 64, text=f"before {text} after")
    claim = Claim(page=page.id, start=7, end=7 + len(text), sha256=page.sha256, text=text)
    held = Proposition(anchor=claim.id, text=text, claims=(claim.id,), documents=(page.sha256,), kind="order")
    broken = File(path=f"{text}/{text}", sha256="0" * 64, status="corrupt", reason=text)
    spoken = Voice(name=text, scope="case", canonical=text, stake=text)
    return [
        *(_poison(record, text) for record in RECORDS),
        page,
        claim,
        held,
        broken,
        spoken,
        File(path=text, sha256=page.sha256),
    ]


def test_the_page_is_whole_and_asks_for_nothing() -> None:
    html = to_html(view())
    seen = look(html)
    assert html.startswith("<!doctype html>")
    assert not re.search(r"https?:|@import|url\(|src=|<script", html)
    style = html.split("<style>")[1].split("</style>")[0]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in html
    assert "default-src 'none'" in html
    assert html.index('id="findings"') < html.index('id="c1"') < html.index('id="sources"')
    assert "p0 0.21 (90 % interval 0.16 to 0.28" in " ".join(seen.words).replace("\u00a0", " ")


def test_every_sentence_has_numbers_that_lead_to_sources() -> None:
    html = to_html(view())
    lines = re.findall(r'<span class="line[^"]*">.*?</span>(?=</li>| |</p>)', html)
    assert len(lines) == len(view().lines)
    assert all('<a href="#s' in line for line in lines)
    assert set(re.findall(r'href="#s(\d+)"', html)) == set(re.findall(r'<li id="s(\d+)"', html))


def test_sources_show_the_cited_words_in_their_context() -> None:
    html = to_html(view())
    assert f'title="sha256 {PRESS_PAGE.sha256}"' in html
    assert '<mark>About 90% of the strikes hit other groups</mark><span class="around">.' in html
    assert f"characters {SHARE.start}–{SHARE.end}" in html
    assert f"<mark>{ORDER.text}</mark>" in html


def test_persons_and_machines_are_told_apart() -> None:
    html = to_html(view())
    assert '<span class="line person">Factor “stake”, given by R. Analyst' in html
    assert '<span class="line">Factor “one origin”' in html
    assert "Ask the desk&#39;s editor who wrote the headline." in html
    assert "What people gave and decided" in html


def test_a_judgement_without_evidence_is_shown_without_sentences() -> None:
    html = to_html(view())
    assert html.count("Nothing in the haul is cited for this judgement") == 1
    assert "A retreat without any agreement" in html


def test_the_ledger_holds_what_was_not_read() -> None:
    html = to_html(view())
    assert "The ledger rows are no sentences of the dossier" in html
    for file in FILES[3:]:
        assert file.path in html
        assert file.reason in html


def test_the_tree_draws_credit_as_a_line_and_its_lack_as_dashes() -> None:
    case = Case.of(RECORDS)
    drawn = tree(case, WITHDRAWAL, next(iter(case.origins[WITHDRAWAL.id])))
    assert drawn is not None
    assert [node.label for node in drawn.nodes] == [
        "some of the defectors", "the letter of the soldiers' office", "Northern Desk", "Городской портал",
    ]  # fmt: skip
    assert [node.root for node in drawn.nodes] == [False, True, False, False]
    assert [node.outside for node in drawn.nodes] == [True, False, False, False]
    assert sorted(edge.credited for edge in drawn.edges) == [False, True, True]
    alone = replace(WITHDRAWAL, documents=WITHDRAWAL.documents[:1])
    assert tree(case, alone, None) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_not_break_out(text: str) -> None:
    made = view(poisoned(text), title=text, about=text)
    seen = look(to_html(made))
    shown = "".join(seen.words)
    for piece in HIDDEN.split(" ".join(text.split())):
        assert piece.strip() in " ".join(shown.split())
    loaded = json.loads(to_json(made))
    assert loaded["title"] == text
    assert not HIDDEN.search(to_json(made))
    assert "<" not in to_json(made)
    for row in list(csv.reader(io.StringIO(to_csv(made.findings))))[1:]:
        assert not any(cell.lstrip(" '\"")[:1] in set("=+-@") and not cell.startswith("'") for cell in row if cell)
        assert not any(HIDDEN.search(cell) for cell in row)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=40))
def test_any_text_leaves_a_whole_page(text: str) -> None:
    """Lone surrogates too, wherever a record can hold them: what enters an id is UTF-8 already."""
    encoded = text.encode("utf-8", "replace").decode()
    page = Page(sha256="f" * 64, number=1, text_sha256="f" * 64, text=f"before {encoded} after")
    claim = Claim(page=page.id, start=0, end=len(page.text), sha256=page.sha256, text=text)
    held = Proposition(anchor=claim.id, text=text, claims=(claim.id,), documents=(page.sha256,))
    named = Voice(name=encoded, scope="case", canonical=text, stake=text)
    made = view([page, claim, held, named], title=text, about=text)
    html = to_html(made)
    look(html)
    assert html.encode()
    read_back = json.loads(to_json(made))["title"]
    assert read_back.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_right_to_left_names_are_isolated_and_overrides_shown() -> None:
    html = to_html(view())
    assert re.search(r'<bdi dir="auto">ديوان الجند</bdi> orders it', html)
    evil = to_html(view(title="paid\u202eyb"))
    assert '<span class="hidden" title="hidden character">U+202E</span>' in evil
    assert "<title>paid⟨U+202E⟩yb</title>" in evil


def test_output_is_the_same_for_any_order_of_records() -> None:
    records = [*RECORDS, *compose(RECORDS)]
    whole = DossierView.of(records, title="t", about="a", made_of="m", made_on="d")
    for seed in range(3):
        mixed = records[:]
        random.Random(seed).shuffle(mixed)  # noqa: S311  (order only)
        other = DossierView.of(mixed, title="t", about="a", made_of="m", made_on="d")
        assert to_html(other) == to_html(whole)
        assert to_json(other) == to_json(whole)
        assert to_csv(other.findings) == to_csv(whole.findings)


@pytest.mark.parametrize("write", [to_html, to_json])
def test_uncited_and_wrongly_cited_are_refused(write: object) -> None:
    made = view()
    bare = Line(chapter="What follows", position=99, text="It is so.", citations=())
    wrong = replace(made.findings[0], citations=(replace(made.findings[0].citations[0], text="x"),))
    assert callable(write)
    with pytest.raises(Uncited):
        write(replace(made, lines=(*made.lines, bare)))
    with pytest.raises(Uncited):
        write(replace(made, findings=(wrong,)))
    with pytest.raises(Uncited):
        write(replace(made, pages={}))


def test_json_holds_the_same_as_the_page() -> None:
    made = view()
    loaded = json.loads(to_json(made))
    assert list(loaded) == sorted(loaded)
    assert [row["proposition"] for row in loaded["findings"]] == [row.proposition for row in made.findings]
    assert sum(len(chapter["lines"]) for chapter in loaded["chapters"]) == len(made.lines)
    assert {line["made_by"] for chapter in loaded["chapters"] for line in chapter["lines"]} == {
        "machine",
        "R. Analyst",
        "case.toml",
    }
    assert loaded["ledger"] == {
        "files": 5,
        "contents": 5,
        "members": 0,
        "by_status": {"ok": 3, "corrupt": 1, "unsupported": 1},
    }
    assert {judgement["id"] for judgement in loaded["records"]["judgements"]} == {
        judgement.id for judgement in JUDGEMENTS
    }
    for chapter in loaded["chapters"]:
        for line in chapter["lines"]:
            for cited in line["citations"]:
                page = next(p for p in made.pages.values() if p.sha256 == cited["sha256"])
                assert page.text[cited["start"] : cited["end"]] == cited["text"]
