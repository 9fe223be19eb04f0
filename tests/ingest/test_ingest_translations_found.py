"""Which paper is found to translate which, and when a person is asked instead."""

from itertools import permutations

import pytest
from renditions_made import ARABIC, ENGLISH, OTHER_ARABIC, RUSSIAN, TEXTS, chosen, content, sha_of, sketches

from hearsay.ingest.translations import choose
from hearsay.model import Record, Translation, Unsure

UNRELATED = content("h/bridge.txt", OTHER_ARABIC)
ARTICLE = """مراسل القناة: ضحايا في أشفورد

قالت مصادر محلية إن ٣٤٠ كيسا من الحبوب نقلت في ٣ آذار ٢٠١٥، وإن ٤٤ كيسا ضاعت، بحسب تقرير المستودع رقم ٤١٧.

وأضافت المصادر أن المستودع أغلق في ٢٧ آذار ٢٠١٥ بعد أن زاره سمير حداد وفيكتور براندت وكريم ناصر، وأن ٢٩٦ كيسا بقيت فيه.

ولم تعلق الحكومة على الخبر حتى مساء أمس، فيما طالب أهالي البلدة بفتح تحقيق مستقل في ما جرى خلال الشهرين الماضيين.
"""


@pytest.mark.parametrize(("one", "other"), list(permutations(TEXTS, 2)))
def test_a_file_named_for_its_language_is_found(one: str, other: str) -> None:
    haul = [content("h/paper.txt", TEXTS[one]), content(f"h/paper.{other}.txt", TEXTS[other]), UNRELATED]
    assert chosen(haul) == ({(f"h/paper.{other}.txt", "h/paper.txt")}, [])


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Translated from Arabic by N. N.", ENGLISH),
        ("Unofficial translation", ENGLISH),
        ("Перевод с арабского", RUSSIAN),
        ("Перевела Анна Петрова", RUSSIAN),
    ],
)
def test_a_paper_that_says_so_is_found_by_its_contents_whatever_it_is_called(label: str, text: str) -> None:
    haul = [content("h/a.txt", ARABIC), content("x/b.txt", f"{label}\n\n{text}"), UNRELATED]
    assert chosen(haul) == ({("x/b.txt", "h/a.txt")}, [])


def test_a_label_that_names_another_language_finds_nothing() -> None:
    haul = [content("h/a.txt", ARABIC), content("x/b.txt", f"Translated from Turkish\n\n{ENGLISH}"), UNRELATED]
    assert chosen(haul) == ({("x/b.txt", "")}, [])


def test_who_says_so_and_has_no_original_in_the_haul_is_a_translation_all_the_same() -> None:
    assert chosen([content("h/b.txt", f"Unofficial translation\n\n{ENGLISH}"), UNRELATED]) == ({("h/b.txt", "")}, [])


def test_contents_alone_make_no_translation() -> None:
    """Two reports on one thing share their facts; nobody says that one renders the other."""
    assert chosen([content("h/a.txt", ARABIC), content("x/b.txt", ENGLISH), UNRELATED]) == (set(), [])
    assert chosen([content("h/article.txt", ARTICLE), content("x/b.txt", ENGLISH)]) == (set(), [])


def test_an_article_about_a_paper_is_not_its_original() -> None:
    haul = [
        content("h/article.txt", ARTICLE),
        content("x/b.txt", f"Translated from Arabic\n\n{ENGLISH}"),
        content("h/a.txt", ARABIC),
    ]
    assert chosen(haul) == ({("x/b.txt", "h/a.txt")}, [])


def test_of_two_in_one_mail_without_a_sign_a_person_is_asked_which_is_the_original() -> None:
    haul = [content("m.eml!/a.txt", ARABIC), content("m.eml!/b.txt", ENGLISH), UNRELATED]
    pairs, (question,) = chosen(haul)
    assert pairs == set()
    assert question.choices == ("m.eml!/a.txt", "m.eml!/b.txt")


def test_two_originals_that_are_as_likely_are_a_question() -> None:
    again = ARABIC.replace("المستودع", "المخزن")
    haul = [
        content("h/a.txt", ARABIC),
        content("h/c.txt", again),
        content("x/b.txt", f"Translated from Arabic\n\n{ENGLISH}"),
    ]
    pairs, (question,) = chosen(haul)
    assert pairs == {("x/b.txt", "")}
    assert set(question.choices) == {"h/a.txt", "h/c.txt"}


def test_of_a_scan_and_what_was_typed_from_it_the_typed_one_is_the_original() -> None:
    scan = content("h/paper.png", ARABIC.replace("أشفورد", "أشفورذ"), method="ocr")
    haul = [scan, content("h/paper.txt", ARABIC), content("h/paper.en.txt", f"Translated from Arabic\n\n{ENGLISH}")]
    assert chosen(haul) == ({("h/paper.en.txt", "h/paper.txt")}, [])


def test_a_translation_of_a_translation_only_where_it_says_so() -> None:
    english = content("h/paper.en.txt", f"Translated from Arabic\n\n{ENGLISH}")
    haul = [content("h/paper.txt", ARABIC), english, content("h/paper.ru.txt", f"Неофициальный перевод\n\n{RUSSIAN}")]
    assert ("h/paper.ru.txt", "h/paper.txt") in chosen(haul)[0]
    haul = [content("h/paper.txt", ARABIC), english, content("h/paper.ru.txt", f"Перевод с английского\n\n{RUSSIAN}")]
    assert ("h/paper.ru.txt", "h/paper.en.txt") in chosen(haul)[0]


def test_another_paper_of_the_same_name_in_another_language_is_no_translation() -> None:
    haul = [content("h/report.txt", OTHER_ARABIC), content("h/report.en.txt", ENGLISH)]
    assert chosen(haul)[0] == set()


def test_what_people_named_is_not_looked_for() -> None:
    haul = [content("h/paper.txt", ARABIC), content("h/paper.en.txt", ENGLISH), content("m.eml!/a.txt", RUSSIAN)]
    known = {sha_of(haul[1]): sha_of(haul[2])}
    assert chosen(haul, known)[0] == set()


def test_a_paper_in_two_languages_is_one_and_one_that_quotes_is_not() -> None:
    both = content("h/both.txt", f"{ARABIC}\n\n{ENGLISH}")
    assert chosen([both, UNRELATED]) == ({("h/both.txt", "h/both.txt")}, [])
    other = content("h/mixed.txt", f"{OTHER_ARABIC}\n\n{ENGLISH}")
    assert chosen([other])[0] == set()


def test_order_of_input_changes_nothing() -> None:
    haul: list[list[Record]] = [
        content("h/paper.txt", ARABIC), content("h/paper.en.txt", ENGLISH), content("h/c.txt", ARABIC.replace("٤٤", "٤٥")),
        content("x/b.txt", f"Перевод с арабского\n\n{RUSSIAN}"), UNRELATED,
    ]  # fmt: skip
    found = choose(sketches(haul), {})
    assert any(isinstance(r, Translation) for r in found)
    assert any(isinstance(r, Unsure) for r in found)
    for other in (haul[::-1], [*haul[2:], *haul[:2]]):
        assert choose(sketches([records[::-1] for records in other]), {}) == found
