"""Long and hostile pages: the cost grows with the text, and what cannot be read costs itself alone.

In: texts made for the tests. Out: nothing.
"""

import time
from collections.abc import Callable

import pytest
from claims_reading import read

from hearsay.claims import content, extract
from hearsay.claims.utter import Teller

PIECES: dict[str, Callable[[int], str]] = {
    "prose": lambda n: (
        "The mayor of Tarfa said that 27 people left on 4 March 2019. “We saw it,” Anna Berg said. " * (n // 90)
    ),
    "people": lambda n: " ".join(f"Nam{i} Sur{i} said that it rained." for i in range(n // 33)),
    "papers": lambda n: " ".join(
        f"Letter {i} shows that it could not be verified. This is a deal." for i in range(n // 62)
    ),
    "lines": lambda n: "x\n" * (n // 2),
    "headings": lambda n: "Harbour closes again today\n\nIt rained.\n\n" * (n // 40),
    "arabic": lambda n: "قال مصدر محلي إن ٥ أشخاص قتلوا في المدينة. " * (n // 44),
    "russian": lambda n: "По словам мэра, 5 человек погибли в городе. " * (n // 44),
}


def cost(text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


@pytest.mark.parametrize("name", PIECES)
def test_four_times_the_text_costs_about_four_times(name: str) -> None:
    piece = PIECES[name]
    read(piece(2_000))
    once = cost(piece(8_000))
    assert cost(piece(32_000)) < 4 * 2.5 * once + 0.3


def test_a_sentence_that_cannot_be_read_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Teller.sentence

    def failing(self: Teller, sheet: object, sentence: object, *rest: object) -> None:
        if "unreadable" in sheet.text[sentence.start : sentence.end]:  # type: ignore[attr-defined]
            raise KeyError("broken")
        own(self, sheet, sentence, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Teller, "sentence", failing)
    reading = read("The bridge was closed. An unreadable thing was said. The ferry was late.")
    assert [c.text for c in reading.claims] == ["The bridge was closed.", "The ferry was late."]
    (unsure,) = reading.unsure
    assert reading.text[unsure.start : unsure.end] == "An unreadable thing was said."
    assert "KeyError" in unsure.why


def test_a_claim_that_cannot_be_read_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    own = content.to_claim

    def failing(draft: object, sheet: object, *rest: object) -> object:
        if "unreadable" in sheet.text[draft.start : draft.end]:  # type: ignore[attr-defined]
            raise ValueError("broken")
        return own(draft, sheet, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "to_claim", failing)
    reading = read("The bridge was closed. An unreadable thing was said.")
    assert [c.text for c in reading.claims] == ["The bridge was closed."]
    assert ["ValueError" in u.why for u in reading.unsure] == [True]
