"""Stretches without quotation marks, credits, headlines, forms.

In: texts written for the tests. Out: nothing.
"""

from claims_reading import read

REPUBLISHED = """\
The port authority is in trouble, and it is about time.

Meridian News:

Ledgers obtained by Citadel Radio appear to show payments to the harbour police.

For two years Citadel Radio has maintained contacts with a group of dock workers from the old town.

One ledger requests payment for a pilot “until he reaches the outer pier”.

I asked one of the dock workers if the police knew.

“Of course,” he said.

It's no accident that half of the crews left. This is a shocking disgrace, and obviously nobody cares.

Do you suppose the minister will tell us? Frankly, one can only laugh.
"""


def test_an_outlet_and_a_colon_open_a_quotation_without_marks() -> None:
    reading = read(REPUBLISHED)
    assert reading.holders("payments to the harbour police") == ["Meridian News", "Citadel Radio"]
    assert reading.claim("payments to the harbour police").frame == "block_quote"


def test_the_quotation_ends_where_the_register_changes() -> None:
    reading = read(REPUBLISHED)
    assert reading.holders("half of the crews left") == []
    (unsure,) = [u for u in reading.unsure if "Meridian News" in u.question]
    assert REPUBLISHED[unsure.start : unsure.end].endswith("he said.")
    assert len(unsure.choices) >= 2


def test_i_is_the_reporter_of_the_inner_outlet() -> None:
    reading = read(REPUBLISHED)
    chain = reading.claim("the police knew").chain
    assert [h.holder for h in chain] == [
        "Harbour Blog",
        "Meridian News",
        "the Citadel Radio reporter",
        "one of the dock workers",
    ]
    reporter = reading.voice("the Citadel Radio reporter")
    assert reading.voices[reporter.part_of].name == "Citadel Radio"


def test_quoters_are_uncommitted() -> None:
    chain = read(REPUBLISHED).claim("payments to the harbour police").chain
    assert [h.commitment for h in chain] == ["Uu", "Uu", "PR+"]


def test_an_own_lead_in_is_no_quotation() -> None:
    reading = read("Summary:\n\nThe bridge was closed on Friday.\n\nThe port was open.")
    assert reading.holders("The bridge was closed") == []


def test_an_agency_credit_makes_the_text_the_agencys() -> None:
    reading = read("The bridge was closed on Friday. The mayor said the port was open. --Reuters")
    assert reading.holders("The bridge was closed") == ["Reuters"]
    assert reading.holders("the port was open") == ["Reuters", "The mayor"]


def test_a_headline_is_read_once() -> None:
    reading = read(
        "Harbour police took bribes from crews\n\nHarbour police took bribes from crews\n\nThe harbour police took bribes for years, the ledger shows."
    )
    assert [c.frame for c in reading.claims] == ["headline", "narration"]


def test_a_lead_in_gives_its_speaker_to_the_next_paragraph() -> None:
    reading = read(
        "In her statement the pilot Anna Berg stated:\n\n“The pier was mined at night. We saw two boats leave.”"
    )
    assert reading.holders("mined at night") == ["Anna Berg"]
    assert reading.holders("two boats leave") == ["Anna Berg"]


def test_a_form_is_read_line_by_line() -> None:
    reading = read("Vessel: Cormorant\nPier: North\nAttacks: 5 raids\nReported injured: 7\nCause: not available")
    assert [c.text for c in reading.claims][2] == "Attacks: 5 raids"
    assert len(reading.claims[3].chain) == 2
    assert not [c for c in reading.claims if "not available" in c.text]
