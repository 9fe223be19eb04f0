"""Lines about the page, numbers that wait for confirmation, months, holders.

In: texts written for the tests. Out: nothing.
"""

from dataclasses import replace

import pytest
from claims_reading import Reading, group_of, read

from hearsay.claims import Extract
from hearsay.claims.margins import dated
from hearsay.model import Page
from hearsay.ports import Group

BODY = "The bridge at Tarfa was closed on Monday after two cracks had been found in its deck."


@pytest.mark.parametrize(
    "line",
    [
        "7 June 2014",
        "Tarfa Courier, 7 June 2014.",
        "Tarfa, 12 May 2016",
        "Monday 3 March 2014",
        "14:05 GMT",
        "By Lena Falk",
        "(Reporting by Lena Falk; editing by Tom Reed)",
        "Subscribe to our newsletter for more.",
        "All rights reserved.",
        "This page was saved with Keeper. Share this with a friend.",
    ],
)
def test_lines_about_the_page_are_no_claims(line: str) -> None:
    assert [c.text for c in read(f"{BODY}\n\n{line}").claims] == [BODY]


@pytest.mark.parametrize("line", ["The market of 7 June 2014 was hit twice.", "By noon the port was closed again."])
def test_sentences_with_a_date_stay_claims(line: str) -> None:
    assert line in [c.text for c in read(f"{BODY}\n\n{line}").claims]
    assert not dated(line)


def test_a_photo_credit_belongs_to_its_caption_alone() -> None:
    reading = read(f"The harbour of Tarfa lies empty in April. (Coastal Pictures)\n\n{BODY}")
    assert reading.claim("lies empty").frame == "caption"
    assert reading.holders("two cracks") == []


def test_a_number_is_one_word() -> None:
    reading = read("The town has two bridges, and 22,000 leaked files show that one was never built.")
    assert reading.holders("never built") == ["22,000 leaked files"]
    assert reading.claim("two bridges").text.endswith("two bridges")


def scanned(text: str) -> Reading:
    group = group_of(text)
    records = [replace(r, method="ocr") if isinstance(r, Page) else r for r in group.records]
    return Reading(text, tuple(Extract()(Group(group.key, tuple(records)))))


def test_digits_of_a_scan_are_not_verified() -> None:
    text = "The guards counted 48 lorries and the clerk counted three boats."
    assert [n.verified for c in read(text).claims for n in c.numbers] == [True, True]
    assert sorted((n.text[:2], n.verified) for c in scanned(text).claims for n in c.numbers) == [
        ("48", False),
        ("th", True),
    ]


def test_arabic_indic_digits_are_never_verified() -> None:
    numbers = [n for c in read("قال خالد إن ٤٠٠ مقاتل قتلوا في المعركة.").claims for n in c.numbers]
    assert [n.verified for n in numbers] == [False]


@pytest.mark.parametrize(
    "text", ["The ship left on 3 May 2014.", "By 3 May the ship had left.", "The ship left in late May."]
)
def test_may_beside_a_number_is_a_month(text: str) -> None:
    assert read(text).claims[0].commitment == "certain"


def test_requests_keep_their_lead() -> None:
    reading = read("Another letter asks guards to let a driver through as far as the pier.")
    (claim,) = reading.claims
    assert claim.text.startswith("Another letter asks guards")
    assert (claim.kind, claim.chain[-1].mode) == ("order", "orders")


def test_who_holds_a_paper_stands_outside_it() -> None:
    reading = read("Ledgers obtained by Citadel Radio show that the pilot was paid.")
    assert reading.holders("the pilot was paid") == ["Citadel Radio", "Ledgers"]


def test_an_outlet_that_proves_only_reports() -> None:
    hop = read("Citadel Radio has proved that the pilot was paid.").claims[0].chain[-1]
    assert (hop.holder, hop.mode) == ("Citadel Radio", "reports")


def test_the_same_people_by_a_longer_description_are_one_voice() -> None:
    reading = read("Some of the guards in its care admit that they drank. The guards say that the gate was open.")
    part = reading.voices[reading.claim("they drank").chain[-1].voice]
    assert part.part_of == reading.claim("gate was open").chain[-1].voice


def test_a_headline_is_the_publishers_and_not_the_agencys() -> None:
    reading = read(
        "Bridge at Tarfa closed for a month\n\nThe bridge at Tarfa was closed on Friday, police officers in the town were told in the morning. --Reuters"
    )
    head = next(c for c in reading.claims if c.frame == "headline")
    assert len(head.chain) == 1


def test_a_set_apart_quotation_ends_where_the_page_says() -> None:
    text = "Meridian News reports:\n\nThe gate was open at night.\n\nThe port was closed by police."
    a, b = text.index("The gate"), text.index("The port")
    marks = [(0, 22, "paragraph"), (a, b - 2, "quote"), (b, len(text), "paragraph")]
    reading = Reading(text, tuple(Extract()(group_of(text, marks))))  # type: ignore[arg-type]
    assert reading.holders("gate was open") == ["Meridian News"]
    assert reading.holders("port was closed") == []
    assert not reading.unsure


def test_a_name_that_reads_like_a_verb_is_a_name() -> None:
    assert read("Former IS commanders confirmed that the gate was open.").holders("gate was open") == [
        "Former IS commanders"
    ]
