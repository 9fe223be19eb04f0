"""What a number counts and what became of it; who does and who suffers."""

import pytest
from trace_making import claim, hop, number, voice

from hearsay.model import Anchor
from hearsay.trace.figures import ENDLESS, bounds, figure
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
