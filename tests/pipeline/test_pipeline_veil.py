"""What a page hides is found by search, with the reason, and goes no further."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import cook, make

from hearsay.model import Claim, Copy, Document, Hidden, Page, Passage, Record, Voice
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.veil import veiled

HIDDEN = "Karimov"
PAGE = f"""<html><head><meta property="og:site_name" content="The Tal Post"></head><body>
<p style="display:none">{HIDDEN} is our source</p><h1>The bridge was shelled</h1>
<p>A commander said <span style="color:white">that {HIDDEN} told him</span> that the bridge had been shelled at night.</p>
<p>The ministry said that forty men had left the town. He refused to say more.</p>
<p hidden>{HIDDEN} said that the ministry had lied about the forty men who had left the town at night.</p></body></html>"""
OTHER = f"{HIDDEN} said that the ministry had lied about the forty men who had left the town at night.\n"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> OpenCase:
    folder = make(tmp_path_factory.mktemp("veil"), {"page.html": PAGE})
    cook(folder, "publish")
    return OpenCase(folder)


def test_search_finds_it_and_says_that_it_is_hidden(case: OpenCase) -> None:
    hits = case.search(HIDDEN)
    assert {hit.hidden for hit in hits} == {"not displayed", "in the colour of what it stands on"}
    assert case.search("bridge")[0].hidden == ""
    rows = [row for row in case.rows("passages") if HIDDEN in row["text"]]
    assert len(rows) == 3
    assert all(row["hidden"] for row in rows)


def test_no_later_record_has_it(case: OpenCase) -> None:
    assert case.records(Claim)
    for kind in (Claim, Voice, Copy, Document):
        assert HIDDEN not in str(case.records(kind))
    (document,) = case.records(Document)
    assert document.title == "The bridge was shelled"
    for table in ("claims", "voices", "unsure", "findings", "judgements", "copies"):
        assert HIDDEN not in json.dumps(list(case.rows(table)), ensure_ascii=False)


def test_no_dossier_has_it(case: OpenCase) -> None:
    for path in (case.case.folder / "dossier").iterdir():
        body = path.read_text("utf-8")
        assert HIDDEN not in body, path.name
        assert "bridge" in body


def test_shown_elsewhere_it_is_a_claim_like_any_other(tmp_path: Path) -> None:
    cook(make(tmp_path, {"page.html": PAGE, "other.txt": OTHER}), "trace")
    with OpenCase(tmp_path) as opened:
        said = [c for c in opened.records(Claim) if any(HIDDEN in hop.holder for hop in c.chain)]
        assert said
        assert {opened.look.path(c.sha256) for c in said} == {"haul/other.txt"}
        assert not [copy for copy in opened.records(Copy) if copy.target == "document"]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=4)


@given(st.text(max_size=60), SPANS)
def test_only_what_is_hidden_is_blanked(text: str, spans: list[tuple[int, int]]) -> None:
    hidden, at = list[Hidden](), 0
    for gap, length in spans:
        start, end = min(at + gap, len(text)), min(at + gap + length, len(text))
        hidden.append(Hidden(start=start, end=end, why="white"))
        at = end
    page = Page(sha256="a", number=1, text_sha256="b", text=text, hidden=tuple(hidden))
    shown = veiled(page)
    assert len(shown) == len(text)
    for place, (before, after) in enumerate(zip(text, shown, strict=True)):
        inside = any(h.start <= place < h.end for h in hidden)
        assert after == before if not inside or before == "\n" else after == " "


def test_what_is_hidden_crosses_to_workers_and_into_the_store() -> None:
    from hearsay.engine.codec import from_table, to_table

    page = Page(sha256="a", number=1, text_sha256="b", text="abc", hidden=(Hidden(start=0, end=2, why="white"),))
    assert from_table(to_table([page], Page), Page) == [page]
    assert msgspec.convert(msgspec.to_builtins(page), Page) == page


def test_passages_and_pages_hide_the_same(case: OpenCase) -> None:
    pages = {page.id: page for page in case.records(Page)}
    marked: list[Record] = [p for p in case.records(Passage) if p.hidden]
    spans = {(p.page, p.start, p.end, p.hidden) for p in marked if isinstance(p, Passage)}
    assert spans == {(page.id, h.start, h.end, h.why) for page in pages.values() for h in page.hidden}
