"""Does the cost grow linearly with the haul? The whole run on 1x, 4x and 16x of generated articles.

In: nothing; the articles are written here from a seed: reports of incidents, a part of them taken over from each other.
Out: a table of seconds a document by stage, and the ratio of 16x to 1x; exit 1 when the whole grows more than RATIO-fold.
Run: python evals/scale.py [DOCUMENTS]   (the 1x; 60 by default)
"""

import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from hearsay.pipeline.work import run

RATIO = 2.0
"""Most that a document of the 16x may cost, against one of the 1x."""

PLACES = ("Harnoun", "Tel Abra", "Qusayba", "Deir Maalin", "Wadi Shams", "Ain Zara", "Kafr Bint", "Marj Nuun")
VOICES = ("a resident", "the town council", "a military spokesman", "the Northern Monitor", "a nurse", "two drivers")
ACTS = ("shelled", "evacuated", "seized", "searched", "bombed", "surrounded")
THINGS = ("a warehouse", "the bus station", "the old market", "a checkpoint", "the grain silo", "a clinic")


def article(dice: random.Random, number: int) -> str:
    """One article of about 120 words with attributions, numbers, days and places of its own."""
    place = dice.choice(PLACES)
    lines = [f"{dice.choice(THINGS).capitalize()} in {place} {dice.choice(ACTS)}, report {number} says", ""]
    lines.append(f"{dice.randint(1, 28)} March 2016")
    for _ in range(6):
        who, act, thing = dice.choice(VOICES), dice.choice(ACTS), dice.choice(THINGS)
        count, day = dice.randint(2, 90), dice.randint(1, 28)
        lines += [
            "",
            f"{who.capitalize()} said that {thing} near {dice.choice(PLACES)} was {act} on {day} March 2016 and {count} people left.",
        ]
        lines.append(
            f"The group appears to have moved item {dice.randint(1, 10**6)} to {dice.choice(PLACES)} before that."
        )
    return "\n".join(lines)


def _words(dice: random.Random, count: int) -> str:
    """Made-up words, so that two articles share no phrase by chance."""
    letters = ("bcdfglmnprstv", "aeiou")
    return " ".join("".join(dice.choice(letters[i % 2]) for i in range(dice.choice((4, 6)))) for _ in range(count))


def haul(folder: Path, documents: int) -> None:
    """Write the articles; every fifth takes three paragraphs over from an earlier one."""
    dice = random.Random(documents)  # noqa: S311 - a seed for texts
    written: list[str] = []
    (folder / "haul").mkdir(parents=True)
    for number in range(documents):
        text = article(dice, number)
        if number % 5 == 4:
            text += "\n\n" + "\n\n".join(dice.choice(written).split("\n\n")[2:5])
        written.append(text)
        (folder / "haul" / f"{number:06}.txt").write_text(text, "utf-8")
    (folder / "case.toml").write_text('[case]\ntitle = "scale"\n[[inputs]]\npath = "haul"\n', "utf-8")


def measure(documents: int) -> dict[str, float]:
    """Seconds by stage, and of the whole, for so many documents."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        haul(folder, documents)
        began = time.monotonic()
        report = run(folder)
        spent = {"whole": time.monotonic() - began}
        stages: dict[str, float] = defaultdict(float)
        for tally in report.tallies:
            stages[tally.step.partition(".")[0]] += tally.seconds
        return {**stages, **spent}


def main() -> int:
    """Measure, print, and say whether the bound holds."""
    once = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    sizes = [once, 4 * once, 16 * once]
    found = [measure(size) for size in sizes]
    print(f"{'ms a document':<16}" + "".join(f"{size:>10}" for size in sizes) + "   16x to 1x")
    for stage in found[-1]:
        each = [1000 * f.get(stage, 0.0) / size for f, size in zip(found, sizes, strict=True)]
        ratio = each[-1] / each[0] if each[0] else float("nan")
        print(f"{stage:<16}" + "".join(f"{ms:>10.1f}" for ms in each) + f"   {ratio:.2f}")
    growth = (found[-1]["whole"] / sizes[-1]) / (found[0]["whole"] / sizes[0])
    print(f"bound {RATIO}: {'holds' if growth <= RATIO else 'BROKEN'}")
    return int(growth > RATIO)


if __name__ == "__main__":
    sys.exit(main())
