"""An engine that runs every batch in a fresh process, in random order and batch size: what a cluster may do to a step."""

import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hearsay.engine import Result
from hearsay.engine.codec import pack
from hearsay.engine.protocol import dump
from hearsay.engine.worker import FRAME, unpack_results
from hearsay.ports import Group, Step


def frames(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        letter, size = FRAME.unpack_from(data, at)
        yield letter, data[at + FRAME.size : at + FRAME.size + size]
        at += FRAME.size + size


@dataclass(slots=True)
class FreshProcessEngine:
    """Random order, random batch size, a new process a batch."""

    seed: int = 0
    largest: int = 50

    def run(self, step: Step, groups: Iterable[Group]) -> Iterator[Result]:
        dice = random.Random(self.seed)  # noqa: S311 - dice for order, not for secrets
        left = [Group(g.key, tuple(dice.sample(g.records, len(g.records)))) for g in groups]
        dice.shuffle(left)
        while left:
            size = dice.randint(1, self.largest)
            batch, left = left[:size], left[size:]
            words = b"".join(FRAME.pack(k, len(b)) + b for k, b in ((b"S", dump(step)), (b"B", pack(batch))))
            command = [sys.executable, "-m", "hearsay.engine", "0"]
            paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            said = subprocess.run(command, input=words, capture_output=True, check=True, env=paths).stdout
            for letter, body in frames(said):
                if letter in (b"P", b"R"):
                    yield from unpack_results(body)

    def close(self) -> None:
        pass
