"""Four times the text costs about four times: readers of numbers, dates, names and places on lines that repeat.

In: lines made for the tests. Out: nothing.
"""

import gc
import time
from collections.abc import Callable

import pytest

from hearsay.text.dates import find_times
from hearsay.text.names import actors
from hearsay.text.numbers import find_quantities
from hearsay.text.places import EMPTY, find_places
from hearsay.text.segment import sentences

READERS: dict[str, Callable[[str], object]] = {
    "numbers": lambda text: find_quantities(text, 0, len(text)),
    "times": lambda text: find_times(text, 0, len(text), published="2016-05-03"),
    "actors": lambda text: actors(text, 0, len(text)),
    "places": lambda text: find_places(text, 0, len(text), EMPTY),
    "sentences": sentences,
}
LINES = [
    "1 1 1 ",
    "90% of ",
    "3 may ",
    "in A ",
    "1-",
    "dozens of ",
    "All of the men ",
    "He said on 4 March 2019 that 27 died. ",
    "٥ أشخاص ",
    "5 человек ",
]


def cost(reader: Callable[[str], object], text: str) -> float:
    """Seconds of processor time, the better of two, without the pauses of a heap that other tests have filled."""
    gc.disable()
    try:
        return min(_once(reader, text) for _ in range(2))
    finally:
        gc.enable()


def _once(reader: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    reader(text)
    return time.process_time() - began


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", READERS)
def test_four_times_the_line_costs_about_four_times(name: str, line: str) -> None:
    reader = READERS[name]
    reader(line)
    once = cost(reader, line * (5_000 // len(line)))
    assert cost(reader, line * (20_000 // len(line))) < 4 * 2.5 * once + 0.2
