"""Where sentences stand on the page: each once, what is folded away is counted, print and CSV stay closed to a haul."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape

from publish_page import look, view

from hearsay.model import Claim, Page, Proposition
from hearsay.publish import to_csv, to_html, to_json
from hearsay.publish.safe import said
from hearsay.publish.sheet import FIRST


def test_the_page_and_the_json_hold_each_sentence_once() -> None:
    """What belongs to a finding stands under it, the rest in its chapter: nothing is lost or told twice."""
    made = view()
    html = to_html(made)
    parts = re.split(r'<span class="line[^"]*">', html)[1:]
    shown = sorted(_plain(part.split('<span class="refs">', 1)[0].split('<span class="by"', 1)[0]) for part in parts)
    loaded = json.loads(to_json(made))
    told = [line["text"] for chapter in loaded["chapters"] for line in chapter["lines"]]
    assert shown == sorted(_plain(str(said(text))) for text in told)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def test_the_pages_of_a_print_are_numbered_and_no_title_leaves_its_string() -> None:
    html = to_html(view(title='"; } body { display: none } /* \\ </style>\n'))
    style = html.split("<style>")[1].split("</style>")[0]
    assert 'content: counter(page) " / " counter(pages)' in style
    assert r"\000022\00003b\000020\00007d\000020body\000020\00007b" in style
    assert style.rstrip().endswith("}")
    assert "sources" in html.split("</style>")[1]


def test_the_csv_has_no_marks_of_our_own_and_defuses_every_column() -> None:
    made = view()
    rtl = replace(made.findings[0], surest="\u2068ديوان\u2069: no hedge", chain="=1+1", rivals=("@SUM(1)", "x"))
    (_, row) = csv.reader(io.StringIO(to_csv([rtl])))
    assert "ديوان: no hedge" in row
    assert "'=1+1" in row
    assert "'@SUM(1); x" in row
    assert not any("U+2068" in cell for cell in row)


def test_what_is_folded_is_counted_and_its_sources_come_last() -> None:
    page = Page(sha256="e" * 64, number=1, text_sha256="e", text=" ".join(f"Thing{n} fell." for n in range(FIRST + 5)))
    claims, start = [], 0
    for words in page.text.split(". "):
        claims.append(Claim(page=page.id, start=start, end=start + len(words), sha256=page.sha256, text=words))
        start += len(words) + 2
    held = [Proposition(anchor=one.id, text=one.text, claims=(one.id,), documents=(page.sha256,)) for one in claims]
    html = to_html(view([page, *claims, *held]))
    seen = look(html)
    assert html.count("<summary>5 further findings</summary>") == 1
    assert "<summary>5 further findings, with the evidence</summary>" in html
    assert "<summary>5 further sources, of the parts that are folded away</summary>" in html
    assert sorted(int(one[1:]) for one in seen.ids if re.fullmatch(r"s\d+", one)) == list(range(1, FIRST + 6))
