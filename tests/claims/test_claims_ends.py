"""Dry tails: the publisher goes on, without opinion, behind a quotation without marks.

In: texts written for the tests. Out: nothing.
"""

import pytest
from claims_reading import read

POSTS = [
    (
        "Trade figures came out today.",
        "Northern Wire reports:",
        [
            "Exports of timber fell by 12 percent.",
            "A spokesman for the ministry said that storms had closed two ports.",
        ],
        ["Northern Wire did not say which ports were closed.", "Other outlets put the fall at 9 percent."],
    ),
    (
        "From abroad.",
        "Coastline Radio:",
        [
            "Two ferries collided off Dernau on Monday, the coast guard said.",
            "“We heard a bang,” said the cook, Piet Olm.",
        ],
        ["---", "Last year the line carried two million people.", "The company is owned by a fund in Oslo."],
    ),
    (
        "The bank again.",
        "Exchange Daily:",
        [
            "The Savings Bank moved 41 million crowns to Cyprus, court papers show.",
            "The chairman’s office declined to comment.",
        ],
        ["Harbour Blog has covered the case since 2017.", "The trial begins on 3 May."],
    ),
    (
        "Water.",
        "Citadel Post:",
        ["Water was released without warning on Sunday, villagers said.", "The ministry blamed rain."],
        [
            "The report by the Citadel Post was later picked up by three agencies.",
            "A court is to hear the case in autumn.",
        ],
    ),
    (
        "Город.",
        "Северная хроника:",
        ["Завод остановлен на две недели, сообщил директор.", "Профсоюз подал жалобу."],
        ["Северная хроника не уточняет, когда завод заработает.", "Мы направили запрос в администрацию."],
    ),
    (
        "خبر اليوم.",
        "صحيفة الميناء:",
        ["أغلق المصنع أبوابه، بحسب مديره.", "وقال العمال إن الأجور لم تدفع."],
        ["ولم توضح صحيفة الميناء متى يعود العمل.", "تواصلنا مع البلدية."],
    ),
]


@pytest.mark.parametrize(("intro", "opener", "quoted", "tail"), POSTS, ids=lambda v: v if isinstance(v, str) else "")
def test_a_dry_tail_is_the_publisher_again(intro: str, opener: str, quoted: list[str], tail: list[str]) -> None:
    text = "\n\n".join([intro, opener, *quoted, *tail]) + "\n"
    reading = read(text)
    name = opener.split(":", maxsplit=1)[0].removesuffix(" reports")
    start, end = text.index(quoted[0]), text.index(tail[0])
    assert {name in reading.holders(c.text) for c in reading.claims if start <= c.start < end} == {True}
    assert {name in [h.holder for h in c.chain] for c in reading.claims if c.start >= end} == {False}


def test_what_may_be_another_s_is_no_surer_than_the_end() -> None:
    blocks = [
        "News.",
        "Valley Observer:",
        "The pit at Soria will close, a letter seen by the Valley Observer shows.",
        "The union has not been told.",
        "Unemployment in the valley stands at 14 percent.",
        "The smelter closed in 2011.",
    ]
    text = "\n\n".join(blocks)
    reading = read(text)
    sure, last = reading.claim("The pit at Soria"), reading.claim("The smelter closed")
    assert last.confidence < sure.confidence
    assert last.confidence < 0.7
    (unsure,) = [u for u in reading.unsure if "Valley Observer" in u.question]
    assert len(unsure.choices) >= 2
