"""What a number counts and what became of it; who does and who suffers."""

import pytest
from trace_making import claim, hop, number, voice

from hearsay.model import Anchor, Claim
from hearsay.trace.changes import changes
from hearsay.trace.figures import ENDLESS, bounds, figure, main_number
from hearsay.trace.roles import in_order, swapped
from hearsay.trace.saying import alike, saying

CLERK = hop(voice("Clerk", "a"))


@pytest.mark.parametrize(
    ("text", "digits", "of", "counted", "fate"),
    [
        ("27 people were wounded and 12 killed", "27", "people", "people", "hurt"),
        ("27 people were wounded and 12 killed", "12", "", "", "dead"),
        ("A blast killing at least 100 and wounding dozens", "100", "people", "people", "dead"),
        (
            "The toll of the fire that began in a bakery beside the old theatre in the town stood at 31",
            "31",
            "",
            "",
            "dead",
        ),
        ("Погибли 14 солдат", "14", "солдат", "soldiers", "dead"),
        ("27 человек ранены", "27", "человек", "people", "hurt"),
        ("ودمرت الغارة 45 منزلا", "45", "منزلا", "houses", "razed"),
        ("إصابة 16 طفلا", "16", "طفلا", "children", "hurt"),
        ("The lake rose by 40 metres", "40", "", "", ""),
    ],
)
def test_fates(text: str, digits: str, of: str, counted: str, fate: str) -> None:
    at = text.index(digits)
    main = number(float(digits), of, start=at, end=at + len(digits))
    found = figure(claim("a", text, [CLERK], numbers=(main,)), main)
    assert (found.counted, found.fate) == (counted, fate)


def counting(text: str, *found: tuple[str, str, str], act: str = "strike") -> Claim:
    """A claim with numbers given as digits, what they count, and bound."""
    numbers = [
        number(float(digits), of, start=text.index(digits), end=text.index(digits) + len(digits), bound=bound)
        for digits, of, bound in found
    ]
    return claim("a", text, [CLERK], numbers=tuple(numbers), act=act)


@pytest.mark.parametrize(
    ("text", "found", "act", "main"),
    [
        ("A depot was hit by at least 3 rockets, killing 14 guards", (("3", "rockets", "at_least"), ("14", "guards", "")), "strike", 14),
        ("3 rockets killed 14 guards", (("3", "rockets", ""), ("14", "guards", "")), "strike", 14),
        ("14 people died and at least 30 were hurt", (("14", "people", ""), ("30", "", "at_least")), "kill", 14),
        ("Police arrested 40 men after 2 people were killed", (("40", "men", ""), ("2", "people", "")), "arrest", 40),
        ("90 people fled from 2 villages", (("90", "people", ""), ("2", "villages", "")), "evacuate", 90),
        ("Three ships left with at least 80 crates and 4 guns", (("80", "crates", "at_least"), ("4", "guns", "")), "move", 80),
        ("Не менее 3 ракет попали в склад, погибли 14 человек", (("3", "ракет", "at_least"), ("14", "человек", "")), "strike", 14),
        ("أصابت 3 صواريخ المخزن، ومقتل 14 شخصا", (("3", "صواريخ", ""), ("14", "شخصا", "")), "strike", 14),
    ],
)  # fmt: skip
def test_the_main_number_is_that_of_the_act(
    text: str, found: tuple[tuple[str, str, str], ...], act: str, main: int
) -> None:
    chosen = main_number(counting(text, *found, act=act))
    assert chosen is not None
    assert chosen.value == main


def test_a_number_that_changed_beside_the_main_one_is_a_change_too() -> None:
    words = "14 people died in the depot and {} people were hurt"
    before = counting(words.format(30), ("14", "people", ""), ("30", "people", ""), act="kill")
    after = counting(words.format(80), ("14", "people", ""), ("80", "people", ""), act="kill")
    assert [(change.what, change.before, change.after) for change in changes(before, after, {})] == [
        ("number", "30", "80")
    ]
    assert changes(before, before, {}) == []
    both = counting(
        words.format(80) + ", not 30", ("14", "people", ""), ("80", "people", ""), ("30", "", ""), act="kill"
    )
    assert changes(both, before, {}) == []


def test_bounds() -> None:
    assert bounds(number(12, "")) == (12, 12)
    assert bounds(number(12, "", bound="at_least")) == (12, ENDLESS)
    assert bounds(number(12, "", bound="at_most")) == (0, 12)
    assert bounds(number(100, "", approximate=True)) == pytest.approx((90, 110))
    assert bounds(number(15, "", low=10, high=20)) == (10, 20)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("On Monday Anna Berg sued the Corner Bank", "The Corner Bank sued Anna Berg on Monday", True),
        ("The army attacked the rebels", "The rebels attacked the army", True),
        ("The Corner Bank sued Anna Berg", "Anna Berg was sued by the Corner Bank", False),
        ("Anna Berg, director of the Corner Bank, left", "The Corner Bank director Anna Berg left", False),
        ("Иванов обвинил Петрова в краже", "Петров обвинил Иванова в краже", True),
        ("Иванов обвинил Петрова в краже", "Петрова обвинил Иванов в краже", False),
        ("الجيش هاجم المعارضة", "المعارضة هاجم الجيش", True),
    ],
)
def test_names_that_changed_their_parts(one: str, other: str, *, expected: bool) -> None:
    sides = [in_order(claim("a", text, [])) for text in (one, other)]
    assert swapped(*sides) is swapped(*reversed(sides)) is expected
    both = [saying(claim("a", text, []), "", "en") for text in (one, other)]
    assert (alike(both[0], both[1], dict.fromkeys((*both[0].stems, *both[1].stems), 1.0)) == 0.0) is expected


def test_the_speakers_of_a_claim_take_no_part_in_it() -> None:
    def said(text: str) -> tuple[str, ...]:
        at = text.index("Anna Berg")
        mark = Anchor(page="page of a", start=at, end=at + len("Anna Berg"))
        return in_order(claim("a", text, [hop(voice("Anna Berg", "a"), mention=mark)]))

    assert said("Anna Berg said Omar Feld sued Bo Finn") == said("Omar Feld sued Bo Finn, Anna Berg said")[:5]
    assert not swapped(said("Anna Berg said Omar Feld fired"), said("Omar Feld fired, Anna Berg said"))
