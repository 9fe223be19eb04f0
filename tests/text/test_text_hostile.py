"""Lines made to be slow, and the tables that everything reads."""

import time
from collections.abc import Callable

import pytest

from hearsay.text.data import table
from hearsay.text.dates import find_times
from hearsay.text.language import language
from hearsay.text.names import actors, name_key
from hearsay.text.normal import fold
from hearsay.text.numbers import find_quantities
from hearsay.text.places import EMPTY, find_places
from hearsay.text.segment import sentences, words

SIZE = 20_000
LINES = [
    "1",
    "a",
    "1-",
    "1,",
    "1.",
    " ",
    "\n",
    ".",
    "و",
    "ال",
    "a\u0301",
    "'",
    "in A",
    "of 9% ",
    "before ",
    "3 may ",
    "the ",
    "a.b.",
    "(",
    "+1 ",
]
READERS: list[Callable[[str], object]] = [
    fold,
    sentences,
    words,
    language,
    name_key,
    lambda text: actors(text, 0, len(text)),
    lambda text: find_times(text, 0, len(text), published="2016-05-03"),
    lambda text: find_quantities(text, 0, len(text)),
    lambda text: find_places(text, 0, len(text), EMPTY),
]


@pytest.mark.parametrize("line", LINES)
def test_no_line_hangs_a_reader(line: str) -> None:
    text = line * (SIZE // len(line))
    for reader in READERS:
        begun = time.perf_counter()
        reader(text)
        assert time.perf_counter() - begun < 10


def test_every_actor_has_a_known_kind_and_aliases_once() -> None:
    kinds = {"state", "army", "armed_group", "monitor", "agency", "outlet", "organisation"}
    for actor in table("actors")["actors"]:
        assert actor["kind"] in kinds
        assert len(set(actor["aliases"])) == len(actor["aliases"])


def test_a_table_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        table("nothing")
