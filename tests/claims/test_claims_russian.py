"""Chains of whole texts in Russian: news, blog, statement, talk, letter, report.

In: `texts/russian.toml`. Out: nothing.
"""

from typing import Any

import pytest
from claims_foreign import reading_of, texts, wrong
from claims_reading import read

from hearsay.claims import Extract
from hearsay.settings import DeclaredVoice

FAILS = {"report": 1}
"""Chains still wrong, by text: the stance of a body behind the paper that it speaks through."""


@pytest.mark.parametrize("row", texts("russian"), ids=lambda row: row["name"])
def test_russian_text(row: dict[str, Any]) -> None:
    missed = wrong(row)
    assert len(missed) <= FAILS.get(row["name"], 0), missed


@pytest.mark.parametrize(
    "text",
    [
        "Копии писем передала телеканалу местная бригада, созданная в прошлом году.",
        "Охрана оппозиции сообщила дату выборов и место встречи.",
    ],
)
def test_no_speech_without_something_said(text: str) -> None:
    assert all(len(claim.chain) == 1 for claim in read(text).claims)


def test_a_passive_participle_names_who_confirms() -> None:
    claim = read("Тайные поставки угля подтверждены письмами.").claim("Тайные поставки")
    assert [(h.holder, h.mode) for h in claim.chain[1:]] == [("письмами", "affirms")]


def test_the_authors_words_part_a_quotation() -> None:
    reading = read("«Мост закрыт с утра, — сказал Иван Петров. — Рабочие ушли домой ещё вчера».")
    assert reading.holders("Мост закрыт с утра") == reading.holders("Рабочие ушли домой") == ["Иван Петров"]


def test_a_name_in_any_case_is_one_voice() -> None:
    reading = read(
        "Иван Петров заявил, что мост закрыт. По словам Петрова, рабочие ушли домой. Петров добавил, что мост откроют."
    )
    assert {c.chain[-1].holder for c in reading.claims} == {"Иван Петров"}


def test_a_question_and_its_answer_are_one_claim() -> None:
    reading = read("Одного из водителей спросили, видел ли он машины на мосту. «Конечно», — ответил он.")
    claim = reading.claim("видел ли он")
    assert [(h.holder, h.mode) for h in claim.chain[-2:]] == [
        ("unnamed (“спросили”)", "asks"),
        ("один из водителей", "affirms"),
    ]


def test_a_declared_voice_is_known_in_any_case_and_in_quotation_marks() -> None:
    declared = DeclaredVoice(name="North Channel", kind="outlet", aliases=("Северный канал",))
    for text in (
        "Телеканал «Северный канал» сообщил, что мост закрыт.",
        "По данным телеканала «Северный канал», мост закрыт.",
        "По словам Северного канала, мост закрыт.",
    ):
        reading = read(text, step=Extract(voices=(declared,)))
        assert reading.voices[reading.claim("мост закрыт").chain[-1].voice].canonical == "north channel"


def test_a_letter_orders_in_its_own_voice() -> None:
    letter = next(row for row in texts("russian") if row["name"] == "letter")
    claim = reading_of(letter).claim("Вывести технику")
    assert claim.order is not None
    assert (claim.order.issuer, claim.order.addressee, claim.order.deadline) == (
        "начальника штаба",
        "начальнику гарнизона Устье",
        "9 мая",
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Источник в министерстве сообщил, что мост закрыт.", "unnamed"),
        ("Очевидец рассказал, что мост закрыт.", "unnamed"),
        ("Местные жители сообщили, что мост закрыт.", "group"),
        ("Министерство транспорта сообщило, что мост закрыт.", "organisation"),
        ("Газета «Утро» сообщила, что мост закрыт.", "outlet"),
        ("Анна Лескова сообщила, что мост закрыт.", "person"),
    ],
)
def test_kinds_of_voices_in_russian(text: str, kind: str) -> None:
    reading = read(text)
    assert reading.voices[reading.claim("мост закрыт").chain[-1].voice].kind == kind
