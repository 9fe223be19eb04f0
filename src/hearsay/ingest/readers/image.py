"""Pictures: PNG, JPEG, JPEG 2000, TIFF with several frames, BMP, GIF, WebP, opened by Pillow and read by OCR.

In: a Source. Out: a Reading a frame. A picture without words is a page without text; one whose words cannot
be made out is `partial`, for a person to transcribe.
"""

import warnings
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageOps, UnidentifiedImageError

from hearsay.ingest import imprints, ocr
from hearsay.ingest.reading import PageReading, Reading, Resume, Unread
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import exif

PIXELS = 100_000_000
"""A picture of more is not unpacked."""

_GUESS = 2000
"""Characters of a page that is not legible, kept as what the machine made of it."""

_MOVING = frozenset({"GIF", "WEBP", "PNG"})
"""Formats whose further frames are a film, not pages."""


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """One page a frame, method "ocr"; `refused-limit` for a picture of more than PIXELS."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of size and of odd metadata; PIXELS is our limit
        try:
            image = Image.open(source.stream())
        except Image.DecompressionBombError:
            yield _refused("over 178 million")
            return
        except UnidentifiedImageError:
            reason = f"begins like {source.media_type} but is no picture that can be opened"
            yield Reading(status="corrupt", reason=reason)
            return
        with image:
            if image.width * image.height > PIXELS:
                yield _refused(f"{image.width} x {image.height}")
            else:
                yield from _frames(image, settings, resume)


def _refused(pixels: str) -> Reading:
    return Reading(
        status="refused-limit", reason=f"a picture of {pixels} pixels; the limit is {PIXELS // 10**6} million"
    )


def _frames(image: Image.Image, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    count = getattr(image, "n_frames", 1)
    if image.format in _MOVING and count > 1:
        yield Reading(status="partial", reason=f"only frame 1 of {count} was read")
        count = 1
    if resume.cursor == 0:
        yield exif.told(image)
    hint = ""
    for number in range(resume.cursor + 1, count + 1):
        if resume.fatal(number - 1):
            yield resume.lost(number - 1, f"frame {number}", number)
            continue
        try:
            image.seek(number - 1)
            page, hint, reason = page_of(flat(image), number, settings, hint)
            page = replace(page, marks=tuple(imprints.marks(ImageOps.exif_transpose(image))))
        except ocr.NoOcr as none:
            page, reason = PageReading(number, "", "ocr"), str(none)
        except (OSError, ValueError, SyntaxError) as error:
            yield Reading(status="corrupt", reason=f"frame {number} cannot be unpacked: {error}", cursor=number)
            continue
        yield Reading((page,), status="partial" if reason else "ok", reason=reason, cursor=number)


def flat(image: Image.Image) -> Image.Image:
    """The frame at hand upright (EXIF), its transparent parts on white, in grey."""
    upright = ImageOps.exif_transpose(image)
    if "A" in upright.getbands() or "transparency" in upright.info:
        rich = upright.convert("RGBA")
        white = Image.new("RGBA", rich.size, "white")
        return Image.alpha_composite(white, rich).convert("L")
    return upright.convert("L")


def page_of(image: Image.Image, number: int, settings: IngestSettings, hint: str) -> tuple[PageReading, str, str]:
    """A page by OCR, the language that fits (to try first on the next page), and why it is not whole.

    Text below ocr.LEGIBLE is withheld, of the whole page or of a line, and waits for a person, so that garbage is never
    taken for words.
    """
    if not settings.ocr:
        return PageReading(number, "", "ocr"), hint, f"page {number} is a picture and settings.ingest.ocr is off"
    page, language = ocr.read_image(image, number, settings, hint)
    if page.confidence is not None and page.confidence < ocr.LEGIBLE:
        reason = (
            f"page {number}: something like words was seen but is not legible (mean confidence {page.confidence:.2f}); "
            "a person has to read it: hearsay transcribe"
        )
        guess = " ".join([page.text, *(place.guess for place in page.unread if place.start == place.end)])
        whole = Unread((0.0, 0.0, 1.0, 1.0), 0, 0, "the page is not legible", guess.strip()[:_GUESS], page.confidence)
        return PageReading(number, "", "ocr", confidence=page.confidence, unread=(whole,)), hint, reason
    left = sum(place.start == place.end for place in page.unread)
    reason = (
        f"page {number}: {left} lines are not legible; a person has to read them: hearsay transcribe" if left else ""
    )
    return page, language if page.words else hint, reason
