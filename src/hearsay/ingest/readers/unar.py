"""Archives by the programs lsar and unar (Debian package unar): passwords of 7z and RAR, and what libarchive cannot read.

In: a Source and a password. Out: the list of members, and the bytes of some of them one after the other. The programs run
inside the walls of the worker; nothing is written, members come out of a pipe.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from hearsay.ingest.source import Source

from .archive_members import Broken, Locked, NotHere, checked, piped

MISSING = "it needs the program unar (Debian package unar)"
_MANY = 2000
_ERRORS = {9: "the password is wrong", 10: "a password is needed"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One member as lsar tells of it."""

    index: int
    name: str
    kind: str
    """file | folder | symbolic link | special"""
    target: str
    size: int
    """Bytes; -1 where the archive does not say."""
    crc: int | None
    locked: bool
    start: int
    """Where its data begins in the archive; -1 where lsar does not say."""

    @property
    def streams(self) -> bool:
        """Whether its content can be told from that of the next one in a stream."""
        return self.kind == "file" and self.size >= 0


def listing(source: Source, password: str) -> tuple[list[Listed], str]:
    """The members, and what is wrong with the list (empty if nothing). Raises NotHere without the program."""
    if shutil.which("lsar") is None or shutil.which("unar") is None:
        raise NotHere(MISSING)
    with source.on_disk() as path:
        done = subprocess.run(
            ["lsar", "-j", *_password(password), path], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    try:
        told = json.loads(done.stdout.decode("utf-8", "replace"), strict=False)
    except ValueError:
        return [], done.stderr.decode("utf-8", "replace").strip()[:300] or "its list of members cannot be read"
    error = told.get("lsarError")
    wrong = _ERRORS.get(error, f"its list of members is not whole (unar's error {error})") if error else ""
    return [_listed(entry) for entry in told.get("lsarContents", [])], wrong


def _listed(entry: "dict[str, object]") -> Listed:
    crc = next((entry[key] for key in entry if key.endswith("CRC32")), None)
    kind = "folder" if entry.get("XADIsDirectory") else "symbolic link" if entry.get("XADIsLink") else "file"
    special = entry.get("XADIsCharacterDevice") or entry.get("XADIsBlockDevice") or entry.get("XADIsFIFO")
    return Listed(
        index=_number(entry.get("XADIndex"), 0), name=str(entry.get("XADFileName", "")), kind="special" if special else kind,
        target=str(entry.get("XADLinkDestination", "")), size=_number(entry.get("XADFileSize"), -1),
        crc=_number(crc, 0) & 0xFFFFFFFF if crc is not None else None, locked=bool(entry.get("XADIsEncrypted")),
        start=_number(entry.get("XADDataOffset"), -1),
    )  # fmt: skip


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _password(password: str) -> list[str]:
    return ["-p", password] if password else []


def member(source: Source, one: Listed, password: str) -> Iterator[bytes]:
    """The content of one member. Raises Broken when it is not what the list says."""
    yield from checked(_out(source, [one], password), one.size, one.crc)


def _out(source: Source, some: Sequence[Listed], password: str) -> Iterator[bytes]:
    """The contents of members, one after the other."""
    with source.on_disk() as path:
        command = ["unar", "-q", "-o", "-", *_password(password), "-i", path, *(str(one.index) for one in some)]
        yield from piped(command)


class Second:
    """An archive that a first reader could not read whole. Mutable on purpose: one program run gives many members."""

    def __init__(self, source: Source, passwords: Sequence[str]) -> None:
        self._source, self._passwords = source, passwords
        self._listed: tuple[list[Listed], str] | None = None
        self._password: str | None = None
        self._running: Iterator[bytes] = iter(())
        self._held, self._next, self._until = b"", -1, 0

    def members(self) -> tuple[list[Listed], str]:
        """The members, and what is wrong with the list. Raises NotHere without the program, Locked if the list is locked."""
        if self._listed is None:
            for password in ("", *self._passwords):
                members, wrong = listing(self._source, password)
                if members:
                    self._password = password or None
                    self._listed = members, wrong
                    break
            else:
                if "assword" in wrong:
                    raise Locked
                self._listed = [], wrong
        return self._listed

    def content(self, place: int) -> Iterator[bytes]:
        """The content of the member at this place of the list. Raises Broken, NotHere, Locked."""
        members, _ = self.members()
        if place >= len(members):
            raise Broken("it cannot be read")
        one = members[place]
        if one.locked and self._password is None:
            self._password = self._key(members)
        if not one.streams:
            yield from member(self._source, one, self._password or "")
            return
        if self._next != place or place >= self._until:
            self._until = place + _MANY
            rest = [m for m in members[place : self._until] if m.streams]
            self._running, self._held = _out(self._source, rest, self._password or ""), b""
        self._next = -1
        yield from checked(self._part(one.size), one.size, one.crc)
        self._next = next((p for p in range(place + 1, len(members)) if members[p].streams), len(members))

    def _key(self, members: Sequence[Listed]) -> str:
        """The first password under which a member comes out whole."""
        locked = sorted((m for m in members if m.locked and m.size), key=lambda m: (m.size, m.index))
        for smallest, password in product(locked[:1], self._passwords):
            try:
                for _ in member(self._source, smallest, password):
                    pass
            except Broken:
                continue
            return password
        raise Locked

    def _part(self, size: int) -> Iterator[bytes]:
        while size > 0:
            piece = self._held or next(self._running, b"")
            if not piece:
                return
            yield piece[:size]
            self._held, size = piece[size:], size - len(piece[:size])
