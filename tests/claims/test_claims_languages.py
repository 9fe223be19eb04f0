"""Chains in Arabic and Russian.

In: texts written for the tests. Out: nothing.
"""

import pytest
from claims_reading import read

ARABIC = [
    ("أعلنت وزارة الزراعة أن المحصول تضاعف هذا العام.", "المحصول تضاعف", ["وزارة الزراعة"], "asserts", "certain"),
    ("ونفى المتحدث باسم الشركة أن تكون السفينة قد غرقت.", "السفينة", ["المتحدث باسم الشركة"], "denies", "certain"),
    ("وبحسب سكان القرية، وصلت ثلاث شاحنات ليلا.", "ثلاث شاحنات", ["سكان القرية"], "asserts", "certain"),
    ("وزعم القائد أن الجسر كان مغلقا.", "الجسر كان مغلقا", ["القائد"], "claims", "certain"),
    ("قالت مريم: «رأينا الشاحنات تعبر الجسر ليلا».", "رأينا الشاحنات", ["مريم"], "asserts", "certain"),
    ("ربما غادرت السفينة الميناء قبل الفجر.", "غادرت السفينة", [], "asserts", "hedged"),
    (
        "ونقلت وكالة رويترز عن مصدر محلي قوله إن السفينة غادرت الميناء.",
        "السفينة غادرت",
        ["وكالة رويترز", "مصدر محلي"],
        "asserts",
        "certain",
    ),
]

RUSSIAN = [
    ("Министерство заявило, что мост закрыт для движения.", "мост закрыт", ["Министерство"], "asserts", "certain"),
    (
        "По словам жителей деревни, ночью пришли три машины.",
        "пришли три машины",
        ["жителей деревни"],
        "asserts",
        "certain",
    ),
    ("Компания отрицает, что судно затонуло у берега.", "судно затонуло", ["Компания"], "denies", "certain"),
    (
        "«Мы видели машины на мосту ночью», — сказал Иван Петров.",
        "Мы видели машины",
        ["Иван Петров"],
        "asserts",
        "certain",
    ),
    ("Командир утверждает, что мост был закрыт.", "мост был закрыт", ["Командир"], "claims", "certain"),
    ("Возможно, судно покинуло порт до рассвета.", "судно покинуло", [], "asserts", "hedged"),
]


@pytest.mark.parametrize(("text", "content", "holders", "mode", "commitment"), [*ARABIC, *RUSSIAN])
def test_chain(text: str, content: str, holders: list[str], mode: str, commitment: str) -> None:
    reading = read(text)
    claim = reading.claim(content)
    assert reading.holders(content) == holders
    assert claim.chain[-1].mode == mode
    assert claim.commitment == commitment


def test_an_arabic_quotation_keeps_its_speaker() -> None:
    reading = read("قال خالد: «رأينا الشاحنات تعبر الجسر. كانت تحمل القمح».")
    assert reading.holders("كانت تحمل القمح") == ["خالد"]


def test_a_russian_quotation_keeps_its_speaker() -> None:
    reading = read("«Мы видели машины ночью. Они везли зерно», — заявил Иван Петров.")
    assert reading.holders("Мы видели") == reading.holders("Они везли") == ["Иван Петров"]


def test_one_agency_in_three_scripts_has_one_key() -> None:
    texts = (
        "Reuters said the ship left.",
        "قالت رويترز إن السفينة غادرت الميناء.",
        "Как сообщает Рейтер, судно покинуло порт.",
    )
    keys = {reading.voices[reading.claims[0].chain[-1].voice].canonical for reading in map(read, texts)}
    assert len(keys) == 1
