"""The cost of a long line grows with its length, whatever the line holds."""

import time

import pytest
from trace_making import SETTINGS, group_of, written

from hearsay.trace import Frequencies

SIZE = 25_000
LINES = {
    "prose": "The army said 12 lorries left Aleppo on 4 May, and nobody saw them again. ",
    "numbers": "1 1 1 1 ",
    "shares": "90% of ",
    "stops": "U.S. ",
    "letters": "a",
    "arabic": "قتل 38 شخصا في حلب ",
    "marks": "a\u0301",
}


def seconds(line: str, size: int) -> float:
    group = group_of(written("a", (line * (size // len(line) + 1))[:size]))
    step = Frequencies(SETTINGS)
    best = []
    for _ in range(2):
        began = time.perf_counter()
        step.part(group)
        best.append(time.perf_counter() - began)
    return min(best)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_four_times_the_line_costs_about_four_times_the_work(line: str) -> None:
    assert seconds(line, 4 * SIZE) < 9 * max(seconds(line, SIZE), 0.005)
