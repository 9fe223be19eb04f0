"""The readable tables of the stage, read on demand.

In: the data files beside this package. Out: weights in bits, windows, words.
"""

import math
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple


class Level(NamedTuple):
    """One level of agreement."""

    name: str
    bits: float
    """log2(m / u): above 0 speaks for one event, below 0 for two."""


@cache
def weights() -> dict[str, Any]:
    """check/data/weights.toml."""
    return _read("weights")


@cache
def counted() -> dict[str, Any]:
    """check/data/counted.toml."""
    return _read("counted")


def step_level(group: str, table: str, value: float) -> Level:
    """The first level of a graded comparison whose `upto` is not below `value`."""
    rows = weights()[group][table]
    row = next((row for row in rows if value <= row["upto"]), rows[-1])
    return Level(row["name"], math.log2(row["m"] / row["u"]))


def named_level(group: str, name: str) -> Level:
    """The level `name` of a comparison without grades."""
    row = weights()[group][name]
    return Level(name, math.log2(row["m"] / row["u"]))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("hearsay.check").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))
