"""Old PowerPoint files (ppt of PowerPoint 97 to 2003): a page a slide, notes, comments, hidden slides, slides of earlier saves.

In: the bytes of a compound file. Out: Readings. Format: [MS-PPT].
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Reading
from hearsay.model import PassageKind

from . import compound_rest, objects
from .records import Record, every, pictures, records
from .script import Script

_DOCUMENT, _SLIDE, _NOTES = 1000, 1006, 1008
_SLIDE_ATOM, _INFO, _PERSIST, _LIST = 1007, 1017, 1011, 4080
_HEADER, _CHARS, _BYTES, _STRING = 3999, 4000, 4008, 4026
_EDIT, _DIRECTORY, _OBJECT, _COMMENT, _COMMENT_ATOM, _BANNERS = 4085, 6002, 4113, 12000, 12001, 4057
_TITLES = frozenset({0, 6})
_MOST = 256 << 20
_EDITS = 10_000


def read(data: bytes) -> Iterator[Reading]:
    """The slides, then facts and members."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        stream = file.openstream("PowerPoint Document").read(_MOST)
        user = file.openstream("Current User").read(64) if file.exists("Current User") else b""
        images = file.openstream("Pictures").read(_MOST) if file.exists("Pictures") else b""
    show = _Show(stream, user)
    script = Script()
    for slide in show.slides:
        show.write(slide, script)
        yield from (Reading((page,)) for page in script.page(even_empty=True))
    for text in show.left_over():
        script.write(text, hidden="left over in the file from an earlier save")
    yield from (Reading((page,)) for page in script.page())
    names = Names()
    yield Reading(members=tuple(pictures(images, names)))
    for number, held in enumerate(show.objects(), 1):
        yield Reading(members=tuple(objects.unwrapped(names.unique(f"objects/object{number}"), held, names)))
    yield from compound_rest.read(data)


@dataclass(slots=True)
class _Slide:
    at: int
    texts: list[tuple[int, str]] = field(default_factory=list)
    """(type, text) of the outline, in order."""
    notes: int = -1


class _Show:
    """One presentation."""

    def __init__(self, data: bytes, user: bytes) -> None:
        self._data = data
        self._places = self._persisted(user)
        self._live: set[int] = set(self._places.values())
        self._written: set[str] = set()
        self.slides = self._listed() or [_Slide(r.start - 8) for r in records(data, 0, len(data)) if r.kind == _SLIDE]

    def _persisted(self, user: bytes) -> dict[int, int]:
        """Where each part of the show lies, by its number, as of the last save."""
        found: dict[int, int] = {}
        at = struct.unpack_from("<I", user, 16)[0] if len(user) >= 20 else -1
        for _ in range(_EDITS):
            edit = next(records(self._data, at, len(self._data)), None) if 0 <= at < len(self._data) else None
            if edit is None or edit.kind != _EDIT or edit.end - edit.start < 20:
                break
            before, where = struct.unpack_from("<II", self._data, edit.start + 8)
            directory = next(records(self._data, where, len(self._data)), None)
            if directory is not None and directory.kind == _DIRECTORY:
                for number, place in self._entries(directory):
                    found.setdefault(number, place)
            if before == 0 or before >= at:
                break
            at = before
        return found

    def _entries(self, directory: Record) -> Iterator[tuple[int, int]]:
        at = directory.start
        while at + 4 <= directory.end:
            (head,) = struct.unpack_from("<I", self._data, at)
            count = min(head >> 20, (directory.end - at - 4) // 4)
            for index, (place,) in enumerate(struct.iter_unpack("<I", self._data[at + 4 : at + 4 + 4 * count])):
                yield (head & 0xFFFFF) + index, place
            at += 4 + 4 * max(count, 0)

    def _at(self, place: int) -> Record | None:
        return next(records(self._data, place, len(self._data)), None) if 0 <= place < len(self._data) else None

    def _listed(self) -> list[_Slide]:
        """The slides in the order of the show, with the text of their outline."""
        document = next((r for p in sorted(self._live) if (r := self._at(p)) is not None and r.kind == _DOCUMENT), None)
        if document is None:
            document = next((r for r in records(self._data, 0, len(self._data)) if r.kind == _DOCUMENT), None)
        if document is None:
            raise ValueError("it holds no presentation")
        slides, notes = list[_Slide](), dict[int, int]()
        for one in records(self._data, document.start, document.end):
            if one.kind == _LIST and one.instance == 0:
                self._outlined(one, slides)
            elif one.kind == _LIST and one.instance == 2:
                notes.update({key: self._places.get(number, -1) for number, key in self._numbers(one)})
        for slide in slides:
            slide.notes = notes.get(self._notes_key(slide), -1)
        return slides

    def _numbers(self, one: Record) -> Iterator[tuple[int, int]]:
        """Number of the part and key of each slide that a list names."""
        for part in records(self._data, one.start, one.end):
            if part.kind == _PERSIST and part.end - part.start >= 16:
                number, _, _, key = struct.unpack_from("<4I", self._data, part.start)
                yield number, key

    def _outlined(self, one: Record, slides: list[_Slide]) -> None:
        """Add the slides of a list, each with the text of its outline."""
        kind = 4
        for part in records(self._data, one.start, one.end):
            if part.kind == _PERSIST and part.end - part.start >= 4:
                slides.append(_Slide(self._places.get(struct.unpack_from("<I", self._data, part.start)[0], -1)))
            elif part.kind == _HEADER and part.end > part.start:
                kind = self._data[part.start]
            elif slides and (text := self._text(part)):
                slides[-1].texts.append((kind, text))

    def _notes_key(self, slide: _Slide) -> int:
        whole = self._at(slide.at)
        atom = (
            next((r for r in records(self._data, whole.start, whole.end) if r.kind == _SLIDE_ATOM), None)
            if whole
            else None
        )
        return struct.unpack_from("<I", self._data, atom.start + 16)[0] if atom and atom.end - atom.start >= 20 else -1

    def _text(self, one: Record) -> str:
        body = self._data[one.start : one.end]
        if one.kind in {_CHARS, _STRING}:
            text = body[: len(body) // 2 * 2].decode("utf-16-le", "replace")
        elif one.kind == _BYTES:
            text = body.decode("latin-1")
        else:
            return ""
        return text.replace("\x0b", "\n").replace("\r", "\n").rstrip("\n\0")

    def write(self, slide: _Slide, script: Script) -> None:
        """The page of one slide."""
        whole = self._at(slide.at)
        script.hidden = "hidden slide" if whole is not None and _hidden(self._data, whole) else ""
        shown = set()
        for kind, text in slide.texts:
            self._paragraphs(text, kind, script)
            shown.add(text)
        if whole is not None and whole.kind == _SLIDE:
            for kind, text in self._boxes(whole):
                if text not in shown:
                    self._paragraphs(text, kind, script)
            for reason, text in self._comments(whole):
                script.write(text, hidden=reason)
        notes = self._at(slide.notes)
        if notes is not None and notes.kind == _NOTES:
            for _, text in self._boxes(notes):
                self._written.add(text)
                script.write(text, hidden=script.hidden or "speaker notes")
        script.hidden = ""

    def _paragraphs(self, text: str, kind: int, script: Script) -> None:
        self._written.add(text)
        what: PassageKind = "headline" if kind in _TITLES else "paragraph"
        for paragraph in [text] if kind in _TITLES else text.split("\n"):
            script.write(paragraph, what, int(kind in _TITLES))

    def _boxes(self, whole: Record) -> Iterator[tuple[int, str]]:
        """(type, text) of each text box; banners such as a footer last."""
        kind = 4
        for one in every(self._data, whole.start, whole.end):
            if one.kind == _HEADER and one.end > one.start:
                kind = self._data[one.start]
            elif one.kind in {_CHARS, _BYTES} and (text := self._text(one)) != "*":
                yield kind, text
        for banner in (r for r in records(self._data, whole.start, whole.end) if r.kind == _BANNERS):
            for one in records(self._data, banner.start, banner.end):
                if one.kind == _STRING:
                    yield 4, self._text(one)

    def _comments(self, whole: Record) -> Iterator[tuple[str, str]]:
        for one in every(self._data, whole.start, whole.end):
            if one.kind != _COMMENT:
                continue
            said, when = dict[int, str](), ""
            for part in records(self._data, one.start, one.end):
                if part.kind == _STRING:
                    said[part.instance] = self._text(part)
                elif part.kind == _COMMENT_ATOM and part.end - part.start >= 14:
                    year, month, _, day = struct.unpack_from("<4H", self._data, part.start + 4)
                    when = f"{year:04}-{month:02}-{day:02}"
            by = f" by {said[0]}" if said.get(0) else ""
            yield f"comment{by}" + (f" on {when}" if when else ""), said.get(1, "")

    def left_over(self) -> Iterator[str]:
        """Text of slides and notes that earlier saves left in the file and the show no longer has."""
        for one in records(self._data, 0, len(self._data)):
            if one.kind in {_SLIDE, _NOTES, _DOCUMENT} and one.start - 8 not in self._live and self._live:
                for part in every(self._data, one.start, one.end):
                    text = self._text(part) if part.kind in {_CHARS, _BYTES} else ""
                    if text.strip() and text not in self._written and text.strip() != "*":
                        self._written.add(text)
                        yield text

    def objects(self) -> Iterator[bytes]:
        """The objects within the show, as compound files."""
        for one in records(self._data, 0, len(self._data)):
            if one.kind != _OBJECT:
                continue
            body = self._data[one.start : one.end]
            try:
                yield zlib.decompressobj().decompress(body[4:], _MOST) if one.instance == 1 else body
            except zlib.error:
                continue


def _hidden(data: bytes, whole: Record) -> bool:
    """Whether a slide is passed over in the show."""
    info = next((r for r in records(data, whole.start, whole.end) if r.kind == _INFO), None)
    return info is not None and info.end - info.start >= 12 and bool(data[info.start + 10] & 0x04)
