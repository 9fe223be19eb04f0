"""Language and direction, by script and by words."""

import pytest

from hearsay.text.language import direction, language


@pytest.mark.parametrize(
    ("text", "code", "way"),
    [
        ("The army said that it was leaving the town.", "en", "ltr"),
        ("انسحب الجيش من المدينة يوم الجمعة", "ar", "rtl"),
        ("این گزارش می‌گوید که نیروهای پلیس چند گروه را گرفتند", "fa", "rtl"),
        ("Армия вышла из города в пятницу", "ru", "ltr"),
        ("Українські військові повідомили, що її звільнили", "uk", "ltr"),
        ("Le président a été tué dans la ville selon les autorités", "fr", "ltr"),
        ("Die Armee hat die Stadt nicht verlassen und ist dort geblieben", "de", "ltr"),
        ("הצבא עזב את העיר", "he", "rtl"),
        ("1234 / 56", "", "ltr"),
        ("", "", "ltr"),
    ],
)
def test_language_and_direction(text: str, code: str, way: str) -> None:
    assert (language(text), direction(text)) == (code, way)


def test_most_letters_decide_a_mixed_line() -> None:
    assert direction("قال متحدث باسم وكالة Reuters إن الجيش انسحب") == "rtl"
    assert language("قال متحدث باسم وكالة Reuters إن الجيش انسحب") == "ar"


def test_few_small_words_are_left_to_the_model() -> None:
    assert language("Hükümet güçleri kasabayı geri aldıktan kısa süre önce yazılmış belgeler") == "tr"
    assert language("Rebel fighters withdraw heavy artillery towards Raqqa province") == "en"
