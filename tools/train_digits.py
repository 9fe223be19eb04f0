#!/usr/bin/env python3
"""Makes src/hearsay/ingest/data/digits.npz, the two recognisers of digits, and says how they do on fonts they never saw.

In: installed fonts that draw Arabic (Debian packages fonts-hosny-amiri, fonts-kacst, fonts-kacst-one, fonts-sil-scheherazade,
fonts-sil-harmattan, fonts-sil-lateef, fonts-farsiweb, fonts-arabeyes, fonts-freefarsi, fonts-hosny-thabit, fonts-dejavu-extra,
fonts-paktype, fonts-noto-core, fonts-noto-ui-core, fonts-lemonada). Out: the file, the same from the same fonts and seed (about
ten minutes). Usage: train_digits.py [--lines 12000] [--seed 1] [--out FILE]
"""

import argparse
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2

from digit_lines import fonts, lines
from hearsay.ingest.digit_model import CLASSES, OTHER, model
from hearsay.ingest.glyphs import Floats, Line

HIDDEN = (208, 80)
TURNED = 40
"""Numbers that the edges of a mark are brought down to."""
SAMPLES, OTHERS = 10, 60
"""Samples kept of a class, and of what is no digit."""
EPOCHS, BATCH = 14, 256
OURS = Path(__file__).resolve().parent.parent / "src/hearsay/ingest/data/digits.npz"

Ints = NDArray[np.int64]
Set = tuple[Floats, Floats, Ints]
Layers = list[tuple[Floats, Floats]]


def gathered(*, held_out: bool, count: int, seed: int) -> Set:
    """Ink, edges and class of every mark of `count` lines."""
    every = lines(fonts(held_out=held_out), count, seed)
    found = [(line.pixels.astype(np.float16), line.edges, of) for line, of in every if len(of)]
    ink, edges, classes = zip(*found, strict=True)
    return np.concatenate(ink), np.concatenate(edges), np.concatenate(classes)


def network(ink: Floats, classes: Ints, seed: int) -> Layers:
    """A network of two hidden layers, by Adam with a falling rate; ink is jittered a little in each round."""
    rng = np.random.default_rng(seed)
    sizes = (ink.shape[1], *HIDDEN, len(CLASSES))
    layers: Layers = [
        ((rng.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in pairwise(sizes)
    ]
    moments = [[np.zeros_like(p) for p in layer] + [np.zeros_like(p) for p in layer] for layer in layers]
    count, total = 0, EPOCHS * (len(ink) // BATCH)
    for _ in range(EPOCHS):
        order = rng.permutation(len(ink))
        for at in range(0, len(order) - BATCH + 1, BATCH):
            count += 1
            chosen = order[at : at + BATCH]
            given = ink[chosen].astype(np.float32) + rng.standard_normal(
                (BATCH, ink.shape[1]), np.float32
            ) * np.float32(0.03)
            rate = 0.0015 * 0.5 * (1 + np.cos(np.pi * count / total)) + 1e-5
            _step(layers, moments, (given, classes[chosen]), (count, rate))
    return layers


def _step(layers: Layers, moments: list[list[Floats]], batch: tuple[Floats, Ints], clock: tuple[int, float]) -> None:
    values = [batch[0]]
    for weights, bias in layers[:-1]:
        values.append(np.maximum(values[-1] @ weights + bias, 0))
    weights, bias = layers[-1]
    raw = values[-1] @ weights + bias
    shares = np.exp(raw - raw.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    shares[np.arange(len(shares)), batch[1]] -= 1
    slope = (shares / len(shares)).astype(np.float32)
    count, rate = clock
    for at in range(len(layers) - 1, -1, -1):
        weights, bias = layers[at]
        slopes = (values[at].T @ slope + np.float32(2e-5) * weights, slope.sum(0))
        slope = (slope @ weights.T) * (values[at] > 0)
        for part, (value, mine) in enumerate(zip((weights, bias), slopes, strict=True)):
            first, second = moments[at][part], moments[at][part + 2]
            first += 0.1 * (mine - first)
            second += 0.001 * (mine * mine - second)
            step = rate * np.sqrt(1 - 0.999**count) / (1 - 0.9**count)
            np.subtract(value, (step * first / (np.sqrt(second) + 1e-8)).astype(np.float32), out=value)


def nearest(edges: Floats, classes: Ints, seed: int) -> dict[str, Floats]:
    """Linear discriminants of the edges, and the centres of each class there."""
    mean = edges.mean(0)
    present = np.unique(classes)
    centres = np.stack([edges[classes == c].mean(0) for c in present])
    within = sum(np.cov(edges[classes == c].T) * (classes == c).mean() for c in present)
    within = np.asarray(within) + np.eye(edges.shape[1]) * 1e-4 * np.trace(within) / edges.shape[1]
    values, vectors = np.linalg.eigh(within)
    whiten = vectors / np.sqrt(np.maximum(values, 1e-8))
    turned = (centres - mean) @ whiten
    _, _, axes = np.linalg.svd(turned - turned.mean(0), full_matrices=False)
    turn = whiten @ axes[:TURNED].T
    points = (edges - mean) @ turn
    samples, of = [], []
    for c in present:
        mine = points[classes == c]
        wanted = min(OTHERS if c == OTHER else SAMPLES, max(1, len(mine) // 8))
        kept, _ = kmeans2(mine[:20_000], wanted, minit="++", seed=seed)
        samples.append(kept)
        of.append(np.full(len(kept), c))
    return {"mean": mean, "turn": turn, "samples": np.concatenate(samples), "of": np.concatenate(of)}


def kept(layers: Layers, edges: dict[str, Floats]) -> dict[str, NDArray[np.generic]]:
    """Both recognisers as small arrays: weights in 8 bits, each column with its scale."""
    found: dict[str, NDArray[np.generic]] = {"sharpness": np.array(0.5, np.float32)}
    for number, (weights, bias) in enumerate(layers):
        scale = np.maximum(np.abs(weights).max(0), 1e-6) / 127
        found |= {
            f"weights{number}": np.round(weights / scale).astype(np.int8),
            f"bias{number}": bias.astype(np.float32),
        }
        found[f"scale{number}"] = scale.astype(np.float32)
    return found | {name: value.astype(np.uint8 if name == "of" else np.float16) for name, value in edges.items()}


def measured(ink: Floats, edges: Floats, classes: Ints) -> dict[str, float]:
    """Shares of the digits and signs that each recogniser gets right, of those that both take for the same, and how
    often they are right then; of the other marks, those that both take for the same digit or sign.
    """
    held = Line((), ink.astype(np.float32), edges, 0.0)
    first, second = (by(held).argmax(1) for by in (model().by_ink, model().by_edges))
    meant, same = classes != OTHER, (first == second) & (first != OTHER)
    return {
        "by ink": float((first == classes)[meant].mean()),
        "by edges": float((second == classes)[meant].mean()),
        "same": float(same[meant].mean()),
        "right where same": float((first == classes)[meant & same].mean()),
        "others taken for one": float(same[~meant].mean()),
    }


def main() -> None:
    """Renders, learns, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OURS)
    given = parser.parse_args()
    ink, edges, classes = gathered(held_out=False, count=given.lines, seed=given.seed)
    found = kept(network(ink, classes, given.seed), nearest(edges, classes, given.seed))
    np.savez_compressed(given.out, **found)  # type: ignore[arg-type]
    if given.out == OURS:
        shares = measured(*gathered(held_out=True, count=400, seed=given.seed + 1))
        sys.stdout.write("".join(f"{name}: {share:.3f}\n" for name, share in shares.items()))


if __name__ == "__main__":
    main()
