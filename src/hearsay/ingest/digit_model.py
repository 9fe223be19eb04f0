"""Two recognisers of single digits and signs, of two kinds, both made by tools/train_digits.py from rendered fonts.

In: the two descriptions of each mark of a line. Out: for each a chance for every class. One is a network over the ink,
the other measures the distance to samples of each class by the directions of the edges. data/digits.md is the card.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from .glyphs import Floats, Line

CLASSES = (*"0123456789", *"٠١٢٣٤٥٦٧٨٩", *"۴۵۶", *"/-:.,'%٪", "")
"""What a mark can be; `,` and `'` stand for any comma low and high, the empty word for anything else."""

OTHER = len(CLASSES) - 1


@dataclass(frozen=True, slots=True)
class Model:
    """The numbers of both recognisers."""

    layers: tuple[tuple[Floats, Floats], ...]
    """Of the network: weights (in, out) and bias, from the ink on."""
    mean: Floats
    turn: Floats
    """(EDGES, d): what makes the classes most unlike, from the edges less their mean."""
    samples: Floats
    """(n, d)"""
    of: Floats
    """(n,): the class of each sample."""
    sharpness: float
    """What a squared distance counts."""

    def by_ink(self, line: Line) -> Floats:
        """(marks, classes), each row sums to 1."""
        values = line.pixels
        for weights, bias in self.layers[:-1]:
            values = np.maximum(values @ weights + bias, 0)
        weights, bias = self.layers[-1]
        return _shares(values @ weights + bias)

    def by_edges(self, line: Line) -> Floats:
        """(marks, classes), each row sums to 1."""
        at = (line.edges - self.mean) @ self.turn
        far = (at**2).sum(1)[:, None] - 2 * at @ self.samples.T + (self.samples**2).sum(1)[None, :]
        nearest = np.full((len(at), len(CLASSES)), np.inf, np.float32)
        for number in range(len(CLASSES)):
            mine = self.of == number
            if mine.any():
                nearest[:, number] = far[:, mine].min(axis=1)
        return _shares(-self.sharpness * nearest)


def _shares(values: Floats) -> Floats:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


@cache
def model() -> Model:
    """The model that comes with the program."""
    with resources.files(__package__).joinpath("data", "digits.npz").open("rb") as stream:
        kept = np.load(stream)
        numbers = {name: kept[name].astype(np.float32) for name in kept.files}
    count = sum(name.startswith("weights") for name in numbers)
    return Model(
        layers=tuple((numbers[f"weights{i}"] * numbers[f"scale{i}"], numbers[f"bias{i}"]) for i in range(count)),
        mean=numbers["mean"],
        turn=numbers["turn"],
        samples=numbers["samples"],
        of=numbers["of"],
        sharpness=float(numbers["sharpness"]),
    )
