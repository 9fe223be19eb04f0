"""Translations that people typed in become documents of their own, and who typed one is its translator."""

import msgspec
import pytest
from renditions_made import ARABIC, ENGLISH, content, sha_of

from hearsay.ingest import TRANSLATION, Describe, TypedTranslation, TypeIn
from hearsay.ingest.translations.rendered import rendered
from hearsay.model import UNNAMED_TRANSLATOR, Custody, Document, File, Page, Record, Ruling, Translation
from hearsay.ports import Group
from hearsay.settings import DeclaredDocument

ORIGINAL = content("h/paper.txt", ARABIC)
SHA = sha_of(ORIGINAL)


def entry(text: str, *, by: str = "Ana", when: str = "2026-01-01", language: str = "en", page: int = 0) -> Ruling:
    value = msgspec.json.encode(TypedTranslation(text, language, page)).decode()
    return Ruling(about=Document(sha256=SHA).id, by=by, when=when, decision="edit", field=TRANSLATION, value=value)


def made(*rulings: Ruling) -> list[Record]:
    (file,) = (r for r in ORIGINAL if isinstance(r, File))
    return TypeIn()(Group(SHA, (file, *rulings)))


def pages(records: list[Record]) -> list[tuple[int, str]]:
    return [(r.number, r.text) for r in records if isinstance(r, Page)]


def test_each_person_and_language_is_a_document() -> None:
    found = [
        r
        for r in made(entry("One."), entry("Two.", by="Ben"), entry("Раз.", language="ru"))
        if isinstance(r, Translation)
    ]
    assert [(t.translator, t.language, t.original) for t in found] == [
        ("Ana", "en", SHA),
        ("Ana", "ru", SHA),
        ("Ben", "en", SHA),
    ]
    assert len({t.sha256 for t in found}) == 3
    assert found[0].path == "h/paper.txt, translated into en by Ana"


def test_the_last_entry_for_a_page_holds_and_an_empty_one_takes_it_back() -> None:
    first, second = entry("One."), entry("One, better.", when="2026-01-02")
    assert pages(made(first, second)) == pages(made(second, first)) == [(1, "One, better.")]
    assert made(first)[0].id == made(second)[0].id
    assert made(first, entry("", when="2026-01-03")) == []


def test_pages_typed_one_by_one_are_one_document() -> None:
    found = made(entry("Second.", page=2), entry("First.", page=1, when="2026-01-02"))
    assert pages(found) == [(1, "First."), (2, "Second.")]
    (translation,) = (r for r in found if isinstance(r, Translation))
    assert translation.pages == (1, 2)


def described(*records: Record, declared: tuple[DeclaredDocument, ...] = ()) -> Document:
    found = Describe(declared)(Group("x", records))
    return next(r for r in found if isinstance(r, Document))


def test_what_was_typed_is_described_without_a_file() -> None:
    document = described(*made(entry(ENGLISH)))
    assert (document.translates, document.translator, document.languages) == (SHA, "Ana", ("en",))
    assert document.path == "h/paper.txt, translated into en by Ana"
    assert document.voice == ""


FOUND = Translation(sha256="b", original="a", translator="N. N.", probability=0.95)


@pytest.mark.parametrize(
    ("translations", "declared", "hand", "original", "translator"),
    [
        ([], None, "", "", ""),
        ([FOUND], None, "", "a", "N. N."),
        ([Translation(sha256="b", original="a")], None, "", "a", UNNAMED_TRANSLATOR),
        ([Translation(sha256="b", original="a")], None, "the desk", "a", "the desk"),
        ([FOUND], "Ana", "the desk", "a", "Ana"),
        ([FOUND, Translation(sha256="b", original="c", found_by="declared")], None, "", "c", "N. N."),
        ([Translation(sha256="b", original="")], None, "", "", UNNAMED_TRANSLATOR),
        ([Translation(sha256="b", original="b", found_by="one paper", direction=0.5)], None, "", "", ""),
        (
            [Translation(sha256="b", original="b", found_by="one paper", direction=0.9)],
            None,
            "",
            "",
            UNNAMED_TRANSLATOR,
        ),
    ],
)
def test_what_people_said_counts_before_what_was_found(
    translations: list[Translation], declared: str | None, hand: str, original: str, translator: str
) -> None:
    hands = [Custody(about="file", position=0, act="translated", hand=hand)] if hand else []
    known = rendered(translations, declared, hands)
    assert (known.original, known.translator) == (original, translator)
    assert rendered(translations[::-1], declared, hands) == known
