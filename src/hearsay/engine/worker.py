"""One worker process: takes a step and batches of groups on standard input, gives results on standard output.

In: frames `S` (a step), `B` (a batch). Out: a frame `T` with its bookmark's cursor as each unit of a group is done, a
frame `D` as each group is done, a frame `P` with results whenever enough have gathered, and at the end of the batch a
frame `R` with the rest. A frame is a letter, four bytes of length, and a body. The parent knows by `T` and `D` which group,
and what of it, a crash belongs to.
"""

import os
import resource
import struct
import sys
import time
from dataclasses import dataclass, field
from typing import IO

import msgspec

from hearsay.model import Bookmark, Page, Piece
from hearsay.ports import Group, Step

from .codec import pack, unpack
from .protocol import Result, load, perform

FRAME = struct.Struct(">cI")
CURSOR = struct.Struct(">q")

_PATIENCE = 0.5
"""Seconds after which gathered results are handed on."""
_WEIGHT = 8 << 20
"""Bytes and characters after which they are."""


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Letter and body of the next frame of an unbuffered stream; None at its end."""
    head = _exactly(stream, FRAME.size)
    if head is None:
        return None
    letter, size = FRAME.unpack(head)
    body = _exactly(stream, size)
    return None if body is None else (letter, body)


def write_frame(stream: IO[bytes], letter: bytes, body: bytes = b"") -> None:
    """Write one whole frame to an unbuffered stream."""
    rest = memoryview(FRAME.pack(letter, len(body)) + body)
    while rest:
        rest = rest[stream.write(rest) :]


def _exactly(stream: IO[bytes], size: int) -> bytes | None:
    parts = []
    while size:
        part = stream.read(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def pack_results(results: list[Result]) -> bytes:
    """Results as bytes: a JSON head with keys and failures, then their records."""
    head = msgspec.json.encode([(r.key, r.failure, r.remedy, r.more) for r in results])
    return struct.pack(">I", len(head)) + head + pack(Group(r.key, r.records) for r in results)


def unpack_results(data: bytes) -> list[Result]:
    """The results of `pack_results`."""
    (size,) = struct.unpack_from(">I", data)
    head = msgspec.json.decode(data[4 : 4 + size], type=list[tuple[str, str, str, bool]])
    groups = unpack(data[4 + size :])
    return [
        Result(k, g.records, failure, remedy, more) for (k, failure, remedy, more), g in zip(head, groups, strict=True)
    ]


@dataclass(slots=True)
class _Outbox:
    """Results on their way out, gathered so that small groups do not cost a frame each."""

    sink: IO[bytes]
    waiting: list[Result] = field(default_factory=list)
    weight: int = 0
    since: float = field(default_factory=time.monotonic)

    def add(self, result: Result) -> None:
        """Take a result in; hand on what has gathered when it is much or old, or of a group that has crashed before."""
        self.waiting.append(result)
        self.weight += sum(
            len(r.data if isinstance(r, Piece) else r.text) for r in result.records if isinstance(r, (Piece, Page))
        )
        marks = [r for r in result.records if isinstance(r, Bookmark)]
        for mark in marks:
            write_frame(self.sink, b"T", CURSOR.pack(mark.cursor))
        fragile = any(mark.avoid for mark in marks)
        if fragile or self.weight > _WEIGHT or time.monotonic() - self.since > _PATIENCE:
            self.hand_on(b"P")

    def hand_on(self, letter: bytes) -> None:
        """Write a frame with all that has gathered."""
        write_frame(self.sink, letter, _packed(self.waiting))
        self.waiting, self.weight, self.since = [], 0, time.monotonic()


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Work until the stream ends."""
    step: Step | None = None
    while (frame := read_frame(source)) is not None:
        letter, body = frame
        if letter == b"S":
            step = load(body)
        elif step is not None:
            outbox = _Outbox(sink)
            for group in unpack(body):
                for result in perform(step, group):
                    outbox.add(result)
                write_frame(sink, b"D")
            outbox.hand_on(b"R")


def _packed(results: list[Result]) -> bytes:
    try:
        return pack_results(results)
    except Exception:  # noqa: BLE001 - find the one that cannot be encoded
        return pack_results([_packable(result) for result in results])


def _packable(result: Result) -> Result:
    """The result itself, or its failure when a record of it cannot be encoded (lone surrogates, a wrong type)."""
    try:
        pack([Group(result.key, result.records)])
    except Exception as error:  # noqa: BLE001 - one bad record costs its group alone
        return Result(result.key, failure=f"its records cannot be encoded: {error}"[:500])
    return result


def main() -> None:
    """Limit this process, keep standard output for frames alone, and serve."""
    memory = int(sys.argv[1]) << 20
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sink = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    serve(os.fdopen(os.dup(0), "rb", buffering=0), sink)
