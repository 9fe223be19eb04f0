"""Places: candidates of a name, and names in running text."""

import csv
import pickle
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.model import PlaceMention
from hearsay.text.places import EMPTY, Gazetteer, GazetteerRow, find_places, kilometres

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "records" / "syria_gazetteer_en_ar.csv"

SMALL = Gazetteer.from_rows(
    [
        GazetteerRow("Qasr", "1", 32.9, 36.7, ("القصر",), "Shahba", "Syria"),
        GazetteerRow("Al-Qusayr (Al Quasir)", "2", 34.51, 36.58, ("القصير", "حمص : القصير"), "Al-Qusayr", "Syria"),
        GazetteerRow("Al-Qusayr (Quamishli)", "3", 37.02, 41.33, ("القصير",), "Quamishli", "Syria"),
        GazetteerRow("Tadmor", "4", 34.566, 38.288, ("تدمر",), "Tadmor", "Syria"),
        GazetteerRow("Abin - Efrin", "5", 36.47, 36.99, ("ابين- عفرين",), "Afrin", "Syria"),
        GazetteerRow("Afrin (Afrin)", "6", 36.51, 36.87, ("عفرين",), "Afrin", "Syria"),
        GazetteerRow("Tal Slur", "7", 36.4, 36.8, ("تل سلور",), "Afrin", "Syria"),
        GazetteerRow("Rashid", "8", 36.0, 39.2, ("الرشيد",), "Ar-Raqqa", "Syria"),
        GazetteerRow("Union", "9", 36.0, 39.3, ("الوحدة",), "Ar-Raqqa", "Syria"),
    ]
)


def places(text: str, gazetteer: Gazetteer = SMALL) -> list[PlaceMention]:
    found = find_places(text, 0, len(text), gazetteer)
    assert all(text[p.start : p.end] == p.text for p in found)
    return found


def texts(text: str) -> list[str]:
    return [p.text for p in places(text)]


def test_a_name_of_several_places_keeps_them_all() -> None:
    found = SMALL.candidates("al Qasr")
    assert {c.code for c in found} == {"1", "2", "3"}
    assert found[0].code == "1"


def test_probabilities_leave_room_for_none_of_these() -> None:
    for name in ("al Qasr", "Qusayr", "Tadmor", "Efrin", "Tal Sulur"):
        found = SMALL.candidates(name)
        assert found
        assert 0 < sum(c.probability for c in found) < 1
        assert [c.probability for c in found] == sorted((c.probability for c in found), reverse=True)


@pytest.mark.parametrize("name", ["Palmyra", "تدمر", "Пальмира", "Tadmur"])
def test_other_names_of_a_city_find_its_entry(name: str) -> None:
    assert SMALL.candidates(name)[0].code == "4"


def test_the_main_town_beats_its_namesakes() -> None:
    found = SMALL.candidates("القصير")
    assert found[0].code == "2"
    assert found[0].probability > 0.8


def test_context_moves_the_weights() -> None:
    without = {c.code: c.probability for c in SMALL.candidates("Qusayr")}
    within = {c.code: c.probability for c in SMALL.candidates("Qusayr", ("Quamishli",))}
    assert within["3"] > without["3"]


def test_double_names_and_spelling_mistakes() -> None:
    assert SMALL.candidates("Abin")[0].code == "5"
    assert SMALL.candidates("Afrin")[0].code == "6"
    assert SMALL.candidates("Tal Sluur")[0].code == "7"
    assert SMALL.candidates("Zzyzx") == ()


def test_countries_have_no_candidates_and_cities_need_no_gazetteer() -> None:
    assert EMPTY.candidates("Syria") == ()
    assert EMPTY.candidates("Mosul")[0].name == "Mosul"
    assert SMALL.candidates("Raqqa province")[0].code == ""


def test_equal_rows_in_any_order_are_one_gazetteer() -> None:
    other = Gazetteer.from_rows(reversed(SMALL.rows))
    assert other == SMALL
    assert other.version == SMALL.version
    assert hash(other) == hash(SMALL)
    assert pickle.loads(pickle.dumps(SMALL)).candidates("Tadmor") == SMALL.candidates("Tadmor")  # noqa: S301
    assert SMALL != EMPTY


def test_places_in_english() -> None:
    text = "Withdraw from in and around Palmyra to Raqqa province; al Qasr and its surroundings will be hit."
    found = places(text)
    assert [(p.text, p.relation) for p in found] == [("Palmyra", "around"), ("Raqqa province", "to"), ("al Qasr", "in")]


def test_places_in_arabic_lose_their_clitics() -> None:
    assert texts("انسحبوا من تدمر إلى محافظة الرقة، وبحلب والقصير، والقصر ومحيطها ستقصف") == [
        "تدمر", "محافظة الرقة", "حلب", "القصير", "القصر",
    ]  # fmt: skip


def test_places_in_russian_cases() -> None:
    found = places("Они вышли из Пальмиры в провинцию Ракка, в Алеппо и Хомсе")
    assert [p.text for p in found] == ["Пальмиры", "провинцию Ракка", "Алеппо", "Хомсе"]
    assert found[0].candidates[0].code == "4"


@pytest.mark.parametrize(
    "text",
    [
        "Rashid said that the Union met.",
        "the union of workers",
        "Omar left in May.",
        "in Arabic",
        "In March they",
        "السلام عليكم والوحدة",
    ],
)
def test_words_are_not_places(text: str) -> None:
    assert texts(text) == []


def test_a_hamlet_needs_words_around_it() -> None:
    assert texts("They met in the village of Union.") == ["Union"]
    assert texts("They met near Tal Slur.") == ["Tal Slur"]


def test_unknown_names_after_a_word_of_place_have_no_candidates() -> None:
    found = places("The fighters gathered in the hills near Wadi Zzyrat before dawn.")
    assert [(p.text, p.relation, p.candidates) for p in found] == [("Wadi Zzyrat", "near", ())]


def test_the_border_is_a_relation() -> None:
    assert places("He reached the border with Turkey.")[0].relation == "border"


def test_kilometres() -> None:
    assert kilometres(0, 0, 0, 0) == 0
    assert kilometres(0, 0, 0, 1) == pytest.approx(111.195, abs=0.001)
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015.087, abs=0.001)
    assert kilometres(36.2, 37.13, 34.56, 38.27) == pytest.approx(kilometres(34.56, 38.27, 36.2, 37.13))


@given(
    st.lists(
        st.sampled_from(
            [
                "Palmyra",
                "al",
                "Qasr",
                "in",
                "near",
                "Syria",
                "القصير",
                "وبحلب",
                "في",
                "قرية",
                "Алеппо",
                "в",
                "\u200f",
                ",",
                "X",
            ]
        ),
        max_size=10,
    ).map(" ".join)
)
def test_mentions_are_sorted_and_disjoint(text: str) -> None:
    at = 0
    for place in places(text):
        assert at <= place.start < place.end <= len(text)
        assert sum(c.probability for c in place.candidates) < 1
        at = place.end


@given(st.text(max_size=50))
def test_any_text_is_read(text: str) -> None:
    places(text)


@cache
def _syria() -> Gazetteer:
    if not SHARED.exists():
        pytest.skip("the shared gazetteer is absent")
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Gazetteer.from_rows(
        GazetteerRow(
            r["name_en"], r["pcode"], float(r["lat"]), float(r["lon"]), (r["name_ar"], r["old_name"]), r["district_en"]
        )
        for r in rows
        if r["lat"] and r["lon"]
    )


def test_a_whole_country_keeps_an_ambiguous_name_ambiguous() -> None:
    found = _syria().candidates("al Qasr")
    assert max(c.probability for c in found) <= 0.5
    assert sum("Qusayr" in c.name for c in found) == 3
    assert sum(c.name.startswith("Qasr") for c in found) >= 2


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Palmyra", "Tadmor"),
        ("Raqqa", "Ar-Raqqa"),
        ("Ракка", "Ar-Raqqa"),
        ("Aleppo", "Aleppo"),
        ("حلب", "Aleppo"),
        ("Алеппо", "Aleppo"),
        ("Homs", "Homs"),
    ],
)
def test_a_whole_country_knows_its_cities(name: str, entry: str) -> None:
    best = _syria().candidates(name)[0]
    assert best.name == entry
    assert best.probability > 0.8
