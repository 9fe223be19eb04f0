"""The picture of a place that waits to be typed in, drawn where files are parsed: in the worker, behind walls.

In: a Group with the Found of a file and the Untranscribed places of it. Out: a Piece with a PNG for each place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import ClassVar

import pypdfium2 as pdfium
from PIL import Image, UnidentifiedImageError

from hearsay.errors import HearsayError
from hearsay.model import Found, Piece, Record, Untranscribed
from hearsay.ports import Group, StepKind
from hearsay.settings import IngestSettings

from .read import opened
from .readers.image import PIXELS, flat
from .sniff import HEAD, media_type
from .source import Source

_DPI = 200
_MARGIN = 0.015
"""Of the page, around a place."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Draws the places of one file. A step like any other, so that it runs where files may be opened."""

    name: ClassVar[str] = "ingest.picture"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    settings: IngestSettings

    def __call__(self, group: Group) -> list[Record]:
        """A Piece named by the place's id for each; HearsayError for a file that cannot be drawn any more."""
        (found,) = group.only(Found)
        stream = opened(found)
        if stream is None:
            raise HearsayError(f"{found.path} is no regular file any more", remedy="look at the haul")
        with stream as file:
            start, end = found.span or (0, file.seek(0, 2))
            source = Source(file, start, end)
            source.media_type = media_type(source.read(0, HEAD))
            return list(_pieces(source, group.only(Untranscribed), self.settings))


def _pieces(source: Source, places: tuple[Untranscribed, ...], settings: IngestSettings) -> Iterator[Piece]:
    for place in places:
        try:
            page = (
                _pdf(source, place.number, settings)
                if source.media_type == "application/pdf"
                else _image(source, place.number)
            )
        except (pdfium.PdfiumError, UnidentifiedImageError, OSError, EOFError, IndexError) as error:
            raise HearsayError(
                f"page {place.number} cannot be drawn: {error}", remedy="open the file itself"
            ) from error
        body = BytesIO()
        page.crop(_frame(place.box, page.size)).save(body, "PNG")
        data = body.getvalue()
        yield Piece(of=place.id, offset=0, data=data, sha256=sha256(data).hexdigest())


def _frame(box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    wide, high = size
    left, top = max(0, int((box[0] - _MARGIN) * wide)), max(0, int((box[1] - _MARGIN) * high))
    right, bottom = int((box[2] + _MARGIN) * wide) + 1, int((box[3] + _MARGIN) * high) + 1
    return (left, top, min(wide, right), min(high, bottom))


def _image(source: Source, number: int) -> Image.Image:
    with Image.open(source.stream()) as image:
        if image.width * image.height > PIXELS:
            raise OSError(f"{image.width} x {image.height} pixels are too many")
        if number > 1:
            image.seek(number - 1)
        return flat(image)


def _pdf(source: Source, number: int, settings: IngestSettings) -> Image.Image:
    for password in (None, *settings.passwords):
        try:
            document = pdfium.PdfDocument(source.stream(), password=password, autoclose=True)
        except pdfium.PdfiumError as error:
            locked = error
            continue
        page = document[number - 1]
        wide, high = page.get_size()
        scale = min(_DPI / 72, (16_000_000 / max(1.0, wide * high)) ** 0.5)
        drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
        return drawn.convert("L")
    raise locked
