"""A page is set level whichever way it lies, and a place on it is found again on the picture as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ocr_pages import written
from PIL import Image

from hearsay.ingest.upright import Straight, straight

LINES = tuple("the council met in the morning and shared the bread among the eastern streets" for _ in range(9))


@pytest.mark.parametrize("turn", [-11.0, -4.0, 0.0, 2.5, 9.0])
def test_a_skewed_page_is_set_level(turn: float) -> None:
    page = written(LINES).rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    assert straight(page).turn == pytest.approx(-turn, abs=0.3)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_on_its_side_is_set_upright_or_on_its_head(turn: int) -> None:
    found = straight(written(LINES).rotate(turn, expand=True))
    assert found.turn % 180 == pytest.approx(90, abs=0.3)
    assert found.image.size == pytest.approx(written(LINES).size, abs=20)


def test_a_blank_page_and_a_tiny_one_stay() -> None:
    for size in ((600, 800), (1, 1), (3, 900)):
        assert straight(Image.new("L", size, 255)).turn == 0


def test_uneven_light_is_evened() -> None:
    page = written(LINES)
    shade = Image.linear_gradient("L").resize(page.size).point(lambda v: 90 + v * 160 // 255)
    dim = Image.composite(shade, Image.new("L", page.size, 20), page)
    found = straight(dim).image
    paper = [found.getpixel((page.width // 2, y)) for y in (5, page.height - 6)]
    assert min(float(p) for p in paper if isinstance(p, (int, float))) > 200


@given(
    st.floats(-15, 15),
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(st.floats(0.1, 0.8), st.floats(0.1, 0.8)),
)
def test_a_place_is_found_again(turn: float, quarter: int, place: tuple[float, float]) -> None:
    wide, high = 400, 300
    picture = Image.new("L", (wide, high), 255)
    x, y = int(place[0] * wide), int(place[1] * high)
    picture.paste(0, (x, y, x + 12, y + 8))
    found = Straight(picture, 0.0, picture.size).turned(quarter).turned(turn)
    box = found.image.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = found.box(box)
    slack = 14
    assert abs(left * wide - x) < slack
    assert abs(right * wide - x - 12) < slack
    assert abs(top * high - y) < slack
    assert abs(bottom * high - y - 8) < slack
