"""What papers and their file names say of themselves as translations."""

import pytest
from renditions_made import content

from hearsay.ingest.translations.filenames import read_name
from hearsay.ingest.translations.marks import Said, label_of
from hearsay.model import Page


def label(text: str) -> Said | None:
    return label_of([r for r in content("paper", text) if isinstance(r, Page)])


BODY = "\n\nThe bridge was closed at noon and nobody was let through before the evening.\n"


@pytest.mark.parametrize(
    ("line", "source", "target", "translator"),
    [
        ("Translated from Arabic by Nadia Karam", "ar", "", "Nadia Karam"),
        ("Translated from the Arabic at the foreign desk of Channel North, 27 April 2016.", "ar", "", "the foreign desk of Channel North"),
        ("Translation from Russian", "ru", "", ""),
        ("(Unofficial translation)", "", "", ""),
        ("UNOFFICIAL ENGLISH TRANSLATION", "", "en", ""),
        ("# Order 417, English translation", "", "en", ""),
        ("Translated by N. N.", "", "", "N. N."),
        ("Translator: Ben Ito", "", "", "Ben Ito"),
        ("[Translation]", "", "", ""),
        ("Перевод с арабского", "ar", "", ""),
        ("Перевод с арабского языка Анны Петровой", "ar", "", "Анны Петровой"),
        ("Перевела Анна Петрова", "", "", "Анна Петрова"),
        ("Перевод на русский язык: Иван Белов", "", "ru", "Иван Белов"),
        ("Неофициальный перевод", "", "", ""),
        ("ترجمة: أحمد سالم", "", "", "أحمد سالم"),
        ("ترجمها أحمد سالم", "", "", "أحمد سالم"),
        ("ترجمة عن الإنجليزية", "en", "", ""),
        ("ترجمة من اللغة الروسية إلى العربية", "ru", "ar", ""),
        ("ترجمة غير رسمية", "", "", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("foot", [False, True])
def test_a_label_is_read(line: str, source: str, target: str, translator: str, *, foot: bool) -> None:
    text = BODY.strip() + "\n\n" + line if foot else line + BODY
    found = label(text)
    assert found is not None
    assert (found.source, found.target, found.translator) == (source, target, translator)
    if translator:
        assert found.named_at is not None
        assert text[found.named_at.start : found.named_at.end] == translator


@pytest.mark.parametrize(
    "line",
    [
        "The letter, translated by the desk, says that the bridge is closed.",
        "Translation services: 555 0100",
        "Translation of documents costs five dollars a page.",
        "A translation was never made.",
        "He translated from memory what he had read.",
        "Перевод денег занял два дня.",
        "ترجمة هذه الوثائق تحتاج إلى وقت طويل جدا كما قال المدير.",
        "Translator: ",
    ],
)
def test_what_a_sentence_says_of_a_translation_is_no_label(line: str) -> None:
    assert label(line + BODY) is None


def test_a_label_in_the_middle_of_a_paper_is_none() -> None:
    lines = [f"Line {n} of the paper says something about the bridge." for n in range(60)]
    lines[30] = "Unofficial translation"
    assert label("\n".join(lines)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("h/order-417.txt", "ar"), ("h/order-417.en.md", "en")),
        (("h/Statement.docx", "ru"), ("h/Statement (English).docx", "en")),
        (("h/ar/report.pdf", "ar"), ("h/en/report.pdf", "en")),
        (("h/Приказ 417.doc", "ru"), ("h/Приказ 417 перевод.doc", "en")),
        (("h/أمر ٤١٧.docx", "ar"), ("h/ترجمة أمر 417.docx", "ru")),
        (("m.eml!/letter.pdf", "ru"), ("m.eml!/letter_AR.pdf", "ar")),
    ],
)
def test_names_but_for_a_mark_share_a_key(one: tuple[str, str], other: tuple[str, str]) -> None:
    first, second = read_name(*one), read_name(*other)
    assert first.key == second.key != ""
    assert second.mark


@pytest.mark.parametrize(
    ("path", "language"), [("h/it_report.pdf", "en"), ("h/no-answer.txt", "ru"), ("h/de-escalation.txt", "ar"), ("h/order.txt", "en")]
)  # fmt: skip
def test_a_word_that_is_a_code_by_chance_is_no_mark(path: str, language: str) -> None:
    assert read_name(path, language).mark == ""
