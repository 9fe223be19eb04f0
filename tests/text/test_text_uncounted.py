"""Numbers that count nothing, and what the others count: three languages, read as a hostile expert would."""

import pytest

from hearsay.model import Quantity
from hearsay.text.numbers import find_quantities


def quantities(text: str) -> list[Quantity]:
    return find_quantities(text, 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "A woman aged 27 was killed.", "Nur Halabi, 34, was shot.", "a boy of 12 died", "Call 0111 234 567 or (202) 555-0143.",
        "тел. 8 (495) 123-45-67", "the G7, the G20 and the P5+1", "They won 3-1.", "the 9/11 attacks", "open 24/7",
        "case ID 4471", "a Boeing 737 landed", "Resolutions 2254 and 2118", "on pages 4 to 6", "Articles 3, 5 and 7 say so",
        "at 35.1 N, 36.7 E", "35.1234, 36.7512", "at 33°30′", "Phase 2 began", "ст. 205 УК", "30-летний мужчина погиб",
        "в 90-е годы", "Постановление № 451", "В 7-м часу", "الفرقة 25", "القرارات 2254 و2118", "البالغ من العمر 27 عاما",
    ],
)  # fmt: skip
def test_labels_ages_scores_and_places_count_nothing(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "4 марта 2019 года", "12 мая, в субботу", "٤ آذار ٢٠١٩", "٤ آذار/مارس ٢٠١٩", "with 3 and 4 March 2018", "March 3, 4 and 5",
        "in 2016-17", "in the 1990s", "the winter of 2013-14", "after the siege ended in May 2016, he left", "3/5 March 2018",
        "в 2016-2017 годах", "منذ خمس سنوات", "three days ago he left", "on 12.5.2018 it fell", "at 5 p.m. on 3/4/2019",
    ],
)  # fmt: skip
def test_no_part_of_a_date_counts_anything(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half a million people fled", [(500000, "people")]),
        ("полтора миллиона человек бежали", [(1500000, "человек")]),
        ("5 тыс. человек бежали", [(5000, "человек")]),
        ("killing 15 and wounding 30", [(15, "people killed"), (30, "people hurt")]),
        ("a 500-kg bomb killed 6", [(500, ""), (6, "people killed")]),
        ("the 20-member council met", [(20, "member")]),
        ("82-mm mortars", [(82, "")]),
        ("in the area 30 people died", [(30, "people")]),
        ("Resolution 2254 and 30 people", [(30, "people")]),
        ("paid 200,000 SYP", [(200000, "")]),
        ("one in four houses burnt", [(0.25, "houses")]),
        ("мُقتل ثلاثة مدنيين وإصابة خمسة", [(3, "مدنيين"), (5, "")]),
        ("قتل 15 مدنيا بينهم 4 أطفال وأصيب 30 آخرون", [(15, "مدنيا"), (4, "أطفال"), (30, "آخرون")]),
        ("4 боевика убили пятерых жителей", [(4, "боевика"), (5, "жителей")]),
    ],
)
def test_what_is_counted_is_told_apart(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.value, q.of) for q in quantities(text)] == expected


def test_as_many_as_is_a_bound_above() -> None:
    assert quantities("as many as 30 people")[0].bound == "at_most"


@pytest.mark.parametrize("text", ["killed two in ten days", "wounded 3 in 2 villages"])
def test_a_count_over_days_is_no_rate(text: str) -> None:
    assert all(q.unit != "share" for q in quantities(text))


def test_units_of_money_and_measure_are_kept() -> None:
    found = quantities("They paid 300 dinars, 40 euros and 2 hectares.")
    assert [q.unit for q in found] == ["currency", "euros", "hectares"]
