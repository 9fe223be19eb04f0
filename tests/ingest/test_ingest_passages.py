"""Passages: a partition of the page, and blocks named by their look."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.ingest.passages import passages
from hearsay.ingest.reading import Block
from hearsay.model import Page, Passage

ARTICLE = """World

Bridge at Umm Tal falls after night of shelling

Bridge at Umm Tal falls after night of shelling
A soldier looks over the river on Monday. (Dana Rowe/pool photo via AP)

Mon 6 May 2013

The bridge at Umm Tal has fallen, a commander said.

They show:

:: An order to leave the bridge.

- A second order.

1. A third one.

> We left before dawn.

The river is low in May, said the ministry. --Reuters

Join the conversation as a VIP Member"""


def page(text: str) -> Page:
    return Page(sha256="0" * 64, number=1, text_sha256=sha256(text.encode()).hexdigest(), text=text)


def named(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in passages(page(text))]


def is_partition(text: str, found: list[Passage]) -> bool:
    at = 0
    for passage in found:
        if passage.start < at or passage.start >= passage.end or text[at : passage.start].strip():
            return False
        at = passage.end
    return not text[at:].strip()


def test_an_article_falls_into_its_parts() -> None:
    assert named(ARTICLE) == [
        ("headline", "World"),
        ("headline", "Bridge at Umm Tal falls after night of shelling"),
        ("headline", "Bridge at Umm Tal falls after night of shelling"),
        ("caption", "A soldier looks over the river on Monday. (Dana Rowe/pool photo via AP)"),
        ("paragraph", "Mon 6 May 2013"),
        ("paragraph", "The bridge at Umm Tal has fallen, a commander said."),
        ("paragraph", "They show:"),
        ("list_item", ":: An order to leave the bridge."),
        ("list_item", "- A second order."),
        ("list_item", "1. A third one."),
        ("quote", "> We left before dawn."),
        ("paragraph", "The river is low in May, said the ministry."),
        ("credit", "--Reuters"),
        ("furniture", "Join the conversation as a VIP Member"),
    ]


def test_a_headline_repeated_in_the_first_paragraph_is_parted_with_its_date_line() -> None:
    head = "Seven hurt as market burns"
    text = f"{head}\n\nSat 4 May 2013 {head}. Seven people were hurt. Source: Wires and agencies"
    assert named(text) == [
        ("headline", head),
        ("credit", "Sat 4 May 2013"),
        ("headline", f"{head}."),
        ("paragraph", "Seven people were hurt."),
        ("credit", "Source: Wires and agencies"),
    ]


def test_a_date_line_before_a_capital_is_parted_but_not_a_date_in_a_sentence() -> None:
    parted = named("Market burns down in old town\n\nPublished 4 May 2013 Seven people were hurt at noon.")
    assert parted[1:] == [("credit", "Published 4 May 2013"), ("paragraph", "Seven people were hurt at noon.")]
    whole = named("Market burns down in old town\n\n4 May 2013 was the day on which it burned.")
    assert whole[1:] == [("paragraph", "4 May 2013 was the day on which it burned.")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("اقرأ أيضا: خبر آخر", "furniture"),
        ("Читайте также: другая новость", "furniture"),
        ("We use cookies to make this site work.", "furniture"),
        ("بقلم سامي العلي", "credit"),
        ("By Dana Rowe", "credit"),
        ("Автор Иван Петров", "credit"),
        ("-- رويترز", "credit"),
        ("مقاتلون عند الجسر (صورة أرشيفية / أ ف ب، الصورة)", "caption"),
        ("١. بند أول", "list_item"),
        ("– пункт первый", "list_item"),
        ("By Tuesday the army had taken the bridge.", "paragraph"),
        ("17", "furniture"),
        ("----------", "furniture"),
    ],
)
def test_lines_are_named_in_three_languages(line: str, kind: str) -> None:
    text = f"The first paragraph stands here.\n\n{line}\n\nThe last one stands here."
    assert named(text)[1] == (kind, line)


def test_depth_of_quotation_is_kept() -> None:
    text = "First paragraph here.\n\n> > inner words\n\n> outer words"
    assert [p.level for p in passages(page(text))] == [0, 2, 1]


def test_header_lines_of_a_memo_are_no_headlines() -> None:
    kinds = [kind for kind, _ in named("TO: The chief\n\nSUBJECT: The bridge\n\nThe bridge has fallen.")]
    assert kinds == ["paragraph"] * 3


def test_language_and_direction_go_by_passage() -> None:
    text = "سقط الجسر قبل الفجر وانسحب المقاتلون من المدينة.\n\nМост пал до рассвета, сообщил командир.\n\n12"
    found = passages(page(text))
    assert [(p.language, p.direction) for p in found[:2]] == [("ar", "rtl"), ("ru", "ltr")]


LINES = st.sampled_from(
    [*ARTICLE.split("\n"), "", "", " \t", "\u200b", "\u2028", "> q", "* x", "(photo)", "By X", "# H", "--AP", "نص عربي"]
)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_passages_are_a_partition_of_what_is_seen(text: str) -> None:
    assert is_partition(text, passages(page(text)))


@given(st.text(max_size=120), st.lists(st.tuples(st.integers(-3, 130), st.integers(-3, 130)), max_size=8))
def test_so_they_are_for_any_text_and_any_blocks_of_markup(text: str, spans: list[tuple[int, int]]) -> None:
    clean = text.encode("utf-8", "replace").decode()
    blocks = [Block(max(0, a), min(len(clean), b), "quote", 1) for a, b in spans]
    assert is_partition(clean, passages(page(clean), blocks))
    assert is_partition(clean, passages(page(clean)))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["a", "> ", "- ", "(", "--", "ا", "# ", ". ", "20 May 2013 ", "\u200b"])
def test_a_line_of_a_megabyte_is_no_trap(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert is_partition(text, passages(page(text)))
