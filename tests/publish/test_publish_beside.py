"""Translations and releases in the dossier."""

import json
from dataclasses import replace
from html import unescape
from re import sub

import pytest
from publish_fixtures import RECORDS
from publish_page import look, view

from hearsay.model import (
    UNNAMED_TRANSLATOR,
    Anchor,
    Comparison,
    Difference,
    Document,
    Page,
    Record,
    Translation,
    Version,
)
from hearsay.publish import to_html, to_json
from hearsay.publish.beside import beside
from hearsay.publish.case import Case

A, B, C = "a" * 64, "b" * 64, "c" * 64
DOCUMENTS = (
    Document(sha256=A, path="letters/1.txt", languages=("ar",)),
    Document(sha256=B, path="letters/1.en.txt", languages=("en",), translates=A, translator="Ana Ruiz"),
    Document(sha256=C, path="letters/1.ru.txt", languages=("ru",), translates=A, translator=UNNAMED_TRANSLATOR),
)
PAGES = {sha256: Page(sha256=sha256, number=2, text_sha256=sha256, text="12 lorries and 21") for sha256 in (A, B, C)}


def difference(sha256: str, *, sure: bool, meant: str = "12", said: str = "21") -> Difference:
    return Difference(
        sha256=sha256, original=A, kind="number_changed", here=Anchor(page=PAGES[sha256].id, start=15, end=17),
        there=Anchor(page=PAGES[A].id, start=0, end=2 + sure), meant=meant, said=said, sure=sure,
    )  # fmt: skip


HELD: tuple[Record, ...] = (
    *DOCUMENTS,
    *PAGES.values(),
    Translation(sha256=B, original=A, found_by="declared", translator="Ana Ruiz"),
    Translation(sha256=C, original=A, found_by="signs", probability=0.996, direction=0.82),
    Translation(sha256=C, original=B, found_by="signs", probability=0.5),
    difference(B, sure=True),
    difference(B, sure=False),
    difference(C, sure=False),
)
SERIES: tuple[Record, ...] = (
    Document(sha256=A, path="z.csv"), Document(sha256=B, path="b.csv"), Document(sha256=C, path="c.csv"),
    Version(first=A, second=B, earlier=B, ordered_by="the years in their names"), Version(first=A, second=C, earlier=A),
    Comparison(earlier=B, later=A, appeared=3, blacked=1), Comparison(earlier=A, later=C),
)  # fmt: skip


def test_translations_name_who_translated_how_that_is_known_and_how_much_differs() -> None:
    told = beside(Case.of(HELD))
    assert [(r.path, r.original, r.translator, r.known, r.sure, r.other) for r in told.renderings] == [
        ("letters/1.en.txt", "letters/1.txt", "Ana Ruiz", "declared in case.toml", 1, 1),
        ("letters/1.ru.txt", "letters/1.txt", UNNAMED_TRANSLATOR,
         "found by what they say (1.00), this way round (0.82)", 0, 1),
    ]  # fmt: skip


def test_only_sure_differences_are_told_with_both_places() -> None:
    (row,) = beside(Case.of(HELD)).otherwise
    assert (row.path, row.kind, row.meant, row.said) == ("letters/1.en.txt", "number changed", "12", "21")
    assert (row.meant_at, row.said_at) == ("p. 2 [0:3]", "p. 2 [15:17]")


def test_a_note_of_the_translators_is_called_one() -> None:
    note = replace(
        difference(B, sure=True, meant="", said="Note: a Sunday."), kind="added", why="a note of the translator's"
    )
    (row,) = beside(Case.of([*DOCUMENTS, *PAGES.values(), note])).otherwise
    assert row.kind == "added (a note of the translator's)"


def test_releases_stand_in_their_order_with_what_changed() -> None:
    assert [(r.first, r.path, r.order, r.counts) for r in beside(Case.of(SERIES)).releases] == [
        (True, "b.csv", "", ""),
        (False, "z.csv", "the years in their names", "3 appeared, 1 covered"),
        (False, "c.csv", "nothing tells", "nothing differs"),
    ]


def test_the_page_and_the_json_show_them_and_are_silent_without_them() -> None:
    bare = to_html(view())
    assert "Translations</caption>" not in bare
    assert "several releases" not in bare
    full = view([*RECORDS, *HELD])
    words = " ".join(unescape(sub(r"<[^>]+>", " ", to_html(full))).split())
    assert "letters/1.en.txt letters/1.txt Ana Ruiz declared in case.toml 1 1" in words
    assert "number changed 12 p. 2 [0:3] 21 p. 2 [15:17]" in words
    assert "↳ z.csv the years in their names 3 appeared, 1 covered" in " ".join(
        unescape(sub(r"<[^>]+>", " ", to_html(view([*RECORDS, *SERIES])))).split()
    )
    assert len(json.loads(to_json(full))["records"]["differences"]) == 3


@pytest.mark.parametrize("text", ["</td><script>alert(1)</script>", "\u202eevil\u2066", "{{ 7*7 }}", "& <b> \x00"])
def test_words_of_a_haul_stay_words_in_the_tables(text: str) -> None:
    held: list[Record] = [r for r in HELD if not isinstance(r, Document | Difference)]
    held += [replace(d, path=text + d.path, translator=text) for d in DOCUMENTS]
    held.append(difference(B, sure=True, meant=text, said=text))
    seen = look(to_html(view([*RECORDS, *held])))
    assert "49" not in "".join(seen.words).split()
