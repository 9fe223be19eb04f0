"""Chains of whole texts in Arabic: news, blog, statement, talk, letter, report.

In: `texts/arabic.toml`. Out: nothing.
"""

from typing import Any

import pytest
from claims_foreign import reading_of, texts, wrong
from claims_reading import read

from hearsay.claims import Extract
from hearsay.settings import DeclaredVoice
from hearsay.text.names import name_key

FAILS = {"blog": 1, "paper": 1}
"""Chains still wrong, by text: a dropped speaker inside a quotation; an object taken for the speaker of its verb."""


@pytest.mark.parametrize("row", texts("arabic"), ids=lambda row: row["name"])
def test_arabic_text(row: dict[str, Any]) -> None:
    missed = wrong(row)
    assert len(missed) <= FAILS.get(row["name"], 0), missed


def test_vowel_signs_do_not_matter() -> None:
    plain = read("أكدت القيادة أن الجسر لا يزال مفتوحا.")
    marked = read("أَكَّدَتِ القِيادَةُ أَنَّ الجِسْرَ لا يَزالُ مَفْتوحًا.")
    assert plain.holders("الجسر") == marked.holders("الجِسْرَ") == ["القيادة"]


def test_a_dropped_speaker_is_found_by_gender() -> None:
    reading = read(
        "قال القائد إن الجسر مغلق منذ أمس. وقالت الوزارة إن العمل مستمر فيه. وأضاف أن الجنود عادوا إلى الثكنة."
    )
    assert reading.holders("الجنود عادوا") == ["القائد"]


def test_a_dropped_speaker_whom_nobody_fits_is_unsure() -> None:
    reading = read("وقالوا إن الجسر كان مغلقا منذ أيام.")
    assert reading.unsure
    assert reading.holders("الجسر كان مغلقا") == ["“وقالوا”"]


def test_a_letter_orders_in_its_own_voice() -> None:
    letter = next(row for row in texts("arabic") if row["name"] == "letter")
    claim = reading_of(letter).claim("اسحبوا الآليات")
    assert claim.chain[0].holder == letter["voice"]
    assert claim.order is not None
    assert (claim.order.issuer, claim.order.addressee, claim.order.deadline) == (
        "رئيس الأركان",
        "آمر حامية الضفة",
        "٩ أيار",
    )


def test_a_place_behind_a_body_does_not_hide_its_alias() -> None:
    declared = DeclaredVoice(name="Ministry of Roads", kind="organisation", aliases=("وزارة الطرق",))
    reading = read("نفت وزارة الطرق في المدينة يوم الثلاثاء أن يكون الجسر مغلقا.", step=Extract(voices=(declared,)))
    voice = reading.voices[reading.claim("الجسر مغلقا").chain[-1].voice]
    assert voice.name == "وزارة الطرق في المدينة"
    assert voice.canonical == name_key("Ministry of Roads")


def test_what_cannot_be_verified_is_said_of_sources() -> None:
    claim = read("ولم يتسن التحقق من هذه المعلومات من مصدر مستقل.").claims[0]
    assert claim.kind == "source_reliability"
    assert any(hedge.kind == "unverifiable" for hedge in claim.chain[-1].hedges)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وقال مصدر عسكري إن الجسر مغلق.", "unnamed"),
        ("وقال شاهد عيان إن الجسر مغلق.", "unnamed"),
        ("وقال سكان القرية إن الجسر مغلق.", "group"),
        ("وقالت وزارة النقل إن الجسر مغلق.", "organisation"),
        ("وقالت صحيفة الفجر إن الجسر مغلق.", "outlet"),
        ("وقال أحمد الخالد إن الجسر مغلق.", "person"),
    ],
)
def test_kinds_of_voices(text: str, kind: str) -> None:
    reading = read(text)
    assert reading.voices[reading.claim("الجسر مغلق").chain[-1].voice].kind == kind
