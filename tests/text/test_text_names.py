"""Keys and skeletons of names, and the actors of the field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.text.names import actors, name_key, same_name, skeleton


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Guardian", "guardian"),
        ("Mr. Staffan de Mistura's", "staffan de mistura"),
        ("President Assad", "assad"),
        ("al-Nusra Front", "nusra front"),
        ("an-Nusra Front", "nusra front"),
        ("Şanlıurfa", "sanliurfa"),
        ("الرَّقة", "رقه"),
        ("The", "the"),
        ("", ""),
    ],
)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    "names",
    [
        ("القصر", "al Qasr", "аль-Каср"),
        ("Raqqa", "Ar-Raqqa", "Rakka", "الرقة", "Ракка"),
        ("دير الزور", "Deir ez-Zor", "Deir al-Zour", "Дейр-эз-Зор"),
        ("حمص", "Homs", "Хомс"),
        ("تدمر", "Tadmor", "Tadmur", "Тадмор"),
        ("خان شيخون", "Khan Sheikhoun", "Хан-Шейхун"),
    ],
)
def test_scripts_share_a_skeleton(names: tuple[str, ...]) -> None:
    assert len({skeleton(name) for name in names}) == 1


def test_same_name() -> None:
    assert same_name("Sky News", "سكاي نيوز")
    assert same_name("القصر", "al Qasr")
    assert same_name("the BBC", "BBC")
    assert not same_name("Mahmoud", "Muhammad")
    assert not same_name("Sky News", "Fox News")


@given(st.text(max_size=30))
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert same_name(name, name)
    assert name_key(name) == name_key(name.strip()) or not name.strip()


def named(text: str) -> list[tuple[str, str]]:
    found = actors(text, 0, len(text))
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    return [(a.name, text[a.start : a.end]) for a in found]


def test_actors_in_english() -> None:
    text = "Sky News (photo via AP) says IS left; a U.N. official told state television that the Observatory is wrong."
    assert named(text) == [
        ("Sky News", "Sky News"),
        ("Associated Press", "AP"),
        ("Islamic State", "IS"),
        ("United Nations", "U.N."),
        ("state television", "state television"),
        ("Syrian Observatory for Human Rights", "the Observatory"),
    ]


def test_actors_in_arabic_lose_their_clitics() -> None:
    assert named("وقالت وكالة سانا إن داعش سلم المدينة للجيش السوري والجيش الحر") == [
        ("SANA", "وكالة سانا"),
        ("Islamic State", "داعش"),
        ("Syrian army", "للجيش السوري"),
        ("Free Syrian Army", "الجيش الحر"),
    ]


def test_actors_in_russian_cases() -> None:
    assert named("По данным Минобороны России, ИГИЛ отступило от сирийской армии, сообщил ТАСС") == [
        ("Russian Ministry of Defence", "Минобороны России"),
        ("Islamic State", "ИГИЛ"),
        ("Syrian army", "сирийской армии"),
        ("TASS", "ТАСС"),
    ]


@pytest.mark.parametrize(
    "text", ["This is what it is.", "WHERE IS THE ARMY NOW", "an amnesty for all", "let us go", "at the times given"]
)
def test_words_are_not_actors(text: str) -> None:
    assert named(text) == []


@given(st.text(alphabet=st.sampled_from("IS U.Nas الجيش السوري ТАСС’\u200f\n"), max_size=60))
def test_actor_spans_are_sorted_and_disjoint(text: str) -> None:
    at = 0
    for actor in actors(text, 0, len(text)):
        assert at <= actor.start < actor.end <= len(text)
        at = actor.end
