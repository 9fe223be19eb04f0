"""Letters, memos, telegrams: who orders what, of whom, by when.

In: letters written for the tests. Out: nothing.
"""

import pytest
from claims_reading import Reading, read

from hearsay.model import DocumentKind, Order

MARCH_ORDER = """\
From: Brigadier Tom Ashe
To: the commander of the Lowmoor garrison
Date: 2 April 2019
Ref: 14/2

You are to withdraw all units from Palmyra by 5 April 2019. Do not engage. The bridge at Lowmoor was blown on Monday.
"""
COMMAND = """\
HEADQUARTERS, SECOND RIVER COMMAND

Subject: Movement order
To: All company commanders
Date: 11 June 2021

Units will withdraw from the east bank to Karsk before dawn. The enemy will attack on Friday. No vehicle is to cross \
the dam. It is ordered that all depots be emptied by 14 June.

Signed,
Maj. Gen. Peter Orlan
Commanding
"""
REQUEST = """\
12 May 2020

Dear Captain Hollis,

We have received your report of the fire. You are hereby requested to hand over the prisoners to the district office \
no later than 20 May 2020. Please send two lorries.

Yours faithfully,
Miriam Stock
District Commissioner
"""
TELEGRAM = """\
TO: COMMANDER 4 BDE FROM: STAFF HQ NORTH
DTG: 041200Z APR 22
HOLD POSITION AT CROSSING UNTIL 0600. DESTROY ALL PAPERS.
"""
MEMO = """\
Memorandum
TO : Director of Supply
FROM : Chief, Field Office
SUBJECT : Stores

Cease all deliveries to the port. Fire destroyed two sheds in March. You must not speak to the press.
"""
UNSIGNED = """\
To the commander of the southern gate

Peace be upon you.

Withdraw all guns to the old mill and wait for further word. None of the brothers is to stay in the town.

[stamp]
"""
ARABIC = """\
بسم الله الرحمن الرحيم
السيد قائد كتيبة النهر المحترم
تحية طيبة وبعد
يرجى نقل الجرحى إلى المستشفى قبل ١٠ حزيران ٢٠٢٠. لا تفتحوا المعبر. وصلت القافلة أمس.

وتفضلوا بقبول الاحترام
العميد سالم فارس
رئيس غرفة العمليات
ختم
"""
RUSSIAN = """\
Начальнику склада № 4
От: штаб округа
Дата: 3 мая 2018

Вам надлежит отправить 20 ящиков из Лужска в Борск до 9 мая. Не открывайте ворота. Мост разрушен.
"""


def order_in(text: str, words: str, kind: DocumentKind = "letter") -> Order:
    claim = read(text, kind=kind).claim(words)
    assert (claim.kind, claim.chain[-1].mode, len(claim.chain)) == ("order", "orders", 1)
    assert claim.order is not None
    return claim.order


def test_you_are_to() -> None:
    order = order_in(MARCH_ORDER, "withdraw all units")
    assert (order.issuer, order.addressee) == ("Brigadier Tom Ashe", "the commander of the Lowmoor garrison")
    assert (order.act, order.object, order.origin, order.deadline) == (
        "withdraw",
        "all units",
        "Palmyra",
        "5 April 2019",
    )
    (time,) = read(MARCH_ORDER, kind="letter").claim("withdraw all units").times
    assert time.first == "2019-04-05"


@pytest.mark.parametrize(
    ("text", "words", "polarity", "act"),
    [
        (MARCH_ORDER, "Do not engage", "-", "engage"),
        (COMMAND, "Units will withdraw", "+", "withdraw"),
        (COMMAND, "No vehicle is to cross", "-", "cross"),
        (COMMAND, "all depots be emptied", "+", "other"),
        (REQUEST, "hand over the prisoners", "+", "hand"),
        (REQUEST, "send two lorries", "+", "send"),
        (TELEGRAM, "HOLD POSITION", "+", "hold"),
        (TELEGRAM, "DESTROY ALL PAPERS", "+", "destroy"),
        (MEMO, "Cease all deliveries", "+", "cease"),
        (MEMO, "must not speak", "-", "speak"),
        (UNSIGNED, "None of the brothers", "-", "stay"),
        (ARABIC, "لا تفتحوا المعبر", "-", "other"),
        (RUSSIAN, "Не открывайте ворота", "-", "other"),
    ],
)
def test_orders_of_many_forms(text: str, words: str, polarity: str, act: str) -> None:
    assert order_in(text, words).act == act
    assert read(text, kind="letter").claim(words).polarity == polarity


@pytest.mark.parametrize(
    ("text", "words", "issuer", "addressee"),
    [
        (COMMAND, "all depots", "Maj. Gen. Peter Orlan", "All company commanders"),
        (REQUEST, "two lorries", "Miriam Stock", "Captain Hollis"),
        (TELEGRAM, "HOLD POSITION", "STAFF HQ NORTH", "COMMANDER 4 BDE"),
        (MEMO, "Cease all", "Chief, Field Office", "Director of Supply"),
        (UNSIGNED, "all guns", "", "the commander of the southern gate"),
        (ARABIC, "نقل الجرحى", "العميد سالم فارس", "السيد قائد كتيبة النهر"),
        (RUSSIAN, "20 ящиков", "штаб округа", "Начальнику склада № 4"),
    ],
)
def test_who_orders_whom(text: str, words: str, issuer: str, addressee: str) -> None:
    order = order_in(text, words)
    assert (order.issuer, order.addressee) == (issuer, addressee)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        (MARCH_ORDER, "The bridge at Lowmoor was blown", "state"),
        (COMMAND, "The enemy will attack", "forecast"),
        (MEMO, "Fire destroyed two sheds", "event"),
        (ARABIC, "وصلت القافلة", "event"),
        (RUSSIAN, "Мост разрушен", "event"),
    ],
)
def test_what_a_letter_tells_is_no_order(text: str, words: str, kind: str) -> None:
    found = [c for c in read(text, kind="letter").claims if words in c.text]
    assert all(c.kind != "order" for c in found)
    assert not found or found[0].kind == kind


def heads(reading: Reading) -> list[str]:
    return [c.text for c in reading.claims if any(w in c.text for w in ("From", "Ref:", "Signed", "Orlan", "Yours"))]


def test_the_lines_of_head_and_signature_are_no_claims() -> None:
    assert [heads(read(text, kind="letter")) for text in (MARCH_ORDER, COMMAND, REQUEST)] == [[], [], []]


def test_an_order_that_nobody_signs_is_an_open_question() -> None:
    (unsure,) = [u for u in read(UNSIGNED, kind="letter").unsure if "who gives this order" in u.question]
    assert UNSIGNED[unsure.start : unsure.end].startswith("Withdraw all guns")
    both = MARCH_ORDER + "\nColonel Ida Brand\nfor the Chief of Staff\n"
    (unsure,) = [u for u in read(both, kind="letter").unsure if "who gives this order" in u.question]
    assert unsure.choices == ("Brigadier Tom Ashe", "Colonel Ida Brand")
    assert not [u for u in read(COMMAND, kind="letter").unsure if "who gives this order" in u.question]


def test_a_clerk_signs_for_the_letterhead() -> None:
    text = "Northern Command, Office of Stores\n\nNumber: 12\nTo: the depot at Tarfa\n\nOrder\n\nSend all lorries.\n\nClerk of the office\n"
    assert order_in(text, "Send all lorries").issuer == "Northern Command, Office of Stores"


def test_a_newspaper_is_no_letter() -> None:
    text = "Town loses its bridge\n\nTo the mayor it seems odd. “Withdraw the guns,” the mayor said. Close the gate behind you.\n"
    assert not [c for c in read(text).claims if c.kind == "order" and len(c.chain) == 1]
