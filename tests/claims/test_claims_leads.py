"""Lines that lead in a list, with what makes them less sure; headers of forms.

In: texts written for the tests. Out: nothing.
"""

import pytest
from claims_reading import read

LISTS = [
    (
        "Investigators hold forty-one invoices.\n\nThe papers seem to suggest:\n\n- the grain was sold twice\n",
        ["The papers"],
    ),
    ("Two ledgers were found in a cellar.\n\nThey appear to show:\n\n- the grain was sold twice\n", ["Two ledgers"]),
    ("The audit was leaked in June.\n\nIt is said to reveal that:\n\n- the grain was sold twice\n", ["The audit"]),
    ("The letters may prove:\n\n- the grain was sold twice\n", ["The letters"]),
]


@pytest.mark.parametrize(("text", "holders"), LISTS)
def test_items_carry_the_hedge_of_their_lead_in(text: str, holders: list[str]) -> None:
    claim = read(text).claim("grain was sold twice")
    assert [hop.holder for hop in claim.chain][1:] == holders
    assert claim.commitment == "hedged"
    assert claim.chain[-1].hedges


def test_a_plain_lead_in_leaves_its_items_certain() -> None:
    claim = read("Two ledgers were found in a cellar.\n\nThey show:\n\n- the grain was sold twice\n").claim(
        "sold twice"
    )
    assert claim.commitment == "certain"


def test_they_is_no_institution() -> None:
    reading = read("The ministry of grain met on Friday.\n\nThey appear to show:\n\n- the grain was sold twice\n")
    (holder,) = reading.holders("grain was sold twice")
    assert reading.voice(holder).kind == "unnamed"
    assert any("nobody named" in unsure.why for unsure in reading.unsure)


HEAD = "The file has nine pages, was opened in the spring and came to the reading room in a box without a number.\n\n"


@pytest.mark.parametrize(
    "form",
    [
        "AGENCY : NBA\nRECORD NUMBER : 104-1\nFROM : DIRECTOR\nTO : CHIEF OF STATION\nSUBJECT : RIVER TRAFFIC\n",
        "Agency: NBA.\nOriginator: Naval Desk.\nFrom: Director Hale.\n\nAgency: Port Police.\nOriginator: Field Post.\n",
        "RECORD SERIES :\n\nRiver papers\n\nFILE CLASS :\n\nOpen\n",
        "Record Number: 104-1\nFrom: Chief Moss\nRemarks: The pier was mined at noon.\n",
    ],
)
def test_a_form_is_nobodys_talk(form: str) -> None:
    reading = read(f"{HEAD}{form}\nThe boat was seen near the island on 4 May 1963.")
    assert {len(claim.chain) for claim in reading.claims} == {1}
    assert [v.name for v in reading.voices.values()] == ["Harbour Blog"]


def test_a_talk_line_by_line_is_no_form() -> None:
    reading = read(
        "Frank Moss: Where were you?\nAnna Berg: At home.\nFrank Moss: Alone?\nAnna Berg: Yes. I saw the boat leave."
    )
    assert reading.holders("I saw the boat leave") == ["Anna Berg"]
