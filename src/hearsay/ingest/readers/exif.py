"""What a picture says beside its pixels: when, where and with what it was taken, and what it looked like before.

In: an open Pillow image. Out: one Reading with facts, and the thumbnail as a hidden member if it shows something else.
Nothing of it is mixed into the text of the page.
"""

import re
from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import ExifTags, Image, ImageFile, ImageOps, IptcImagePlugin, UnidentifiedImageError

from hearsay.ingest.reading import Member, Reading, Said

from . import xmp

_NAMES = {
    ExifTags.Base.Software: "software",
    ExifTags.Base.Artist: "artist",
    ExifTags.Base.Copyright: "copyright",
    ExifTags.Base.ImageDescription: "description",
    ExifTags.Base.DateTime: "changed",
    ExifTags.Base.DateTimeOriginal: "taken",
    ExifTags.Base.DateTimeDigitized: "digitised",
    ExifTags.Base.OffsetTimeOriginal: "time zone",
    ExifTags.Base.BodySerialNumber: "camera serial",
    ExifTags.Base.CameraOwnerName: "camera owner",
    ExifTags.Base.LensModel: "lens",
}
_CAPTIONS = {
    5: "title", 25: "keywords", 40: "instructions", 55: "date", 80: "author", 90: "city", 101: "country", 105: "headline",
    110: "credit", 115: "source", 116: "copyright", 120: "description", 122: "described by",
}  # fmt: skip
"""Fields of IPTC-IIM, record 2, which newsrooms fill in."""
_STRUCTURE = frozenset({"exif", "icc_profile", "xmp", "XML:com.adobe.xmp", "photoshop", "Raw profile type exif"})
"""Texts of a PNG that are read elsewhere or are none."""
_DAY = re.compile(r"((?:19|20)\d\d):(\d\d):(\d\d)(?: (\d\d:\d\d:\d\d))?")
_LENGTH, _OFFSET = 514, 513
_UNLIKE = 28.0
"""Mean difference in levels of grey from which a thumbnail shows something else."""


def told(image: Image.Image) -> Reading:
    """Facts with evidence "metadata"; none from a block that is broken."""
    try:
        facts = (*_facts(image.getexif()), *dict.fromkeys(_words(image)))
        members = tuple(_thumbnail(image))
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, AttributeError, ZeroDivisionError, EOFError):
        return Reading()
    unlike = "shows something else than the picture: it was cropped or changed after it was taken"
    return Reading(said=(*facts, *(Said("thumbnail", unlike, "metadata") for _ in members)), members=members)


def _facts(exif: Image.Exif) -> Iterator[Said]:
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for tag, name in _NAMES.items():
        value = _plain(exif.get(tag) or inner.get(tag))
        day = _DAY.fullmatch(value)
        if day:
            value = "-".join(day.group(1, 2, 3)) + (f"T{day.group(4)}" if day.group(4) else "")
        if value:
            yield Said(name, value, "metadata")
        if day and name == "taken":
            yield Said("created", value[:10], "metadata")
    device = f"{_plain(exif.get(ExifTags.Base.Make))} {_plain(exif.get(ExifTags.Base.Model))}".strip()
    if device:
        yield Said("device", device, "metadata")
    yield from _place(exif.get_ifd(ExifTags.IFD.GPSInfo))


def _words(image: Image.Image) -> Iterator[Said]:
    """What people and programs wrote beside the pixels: comments, captions, XMP."""
    for name, value in image.info.items():
        if name == "comment" or (image.format == "PNG" and isinstance(value, str) and name not in _STRUCTURE):
            said = _plain(value)
            if said:
                yield Said("comment" if name == "comment" else f"text {_plain(name)}"[:80], said, "metadata")
    captions = IptcImagePlugin.getiptcinfo(image) if isinstance(image, ImageFile.ImageFile) else None
    for (record, field), values in (captions or {}).items():
        if record == 2 and field in _CAPTIONS:
            for value in values if isinstance(values, list) else [values]:
                if said := _plain(value):
                    yield Said(_CAPTIONS[field], said, "metadata")
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    yield from xmp.said(packet.encode() if isinstance(packet, str) else bytes(packet))


def _plain(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) if value is not None else ""
    return " ".join(text.replace("\x00", " ").split())[:500]


def _place(gps: dict[int, object]) -> Iterator[Said]:
    """Degrees of latitude and longitude, north and east positive."""
    latitude, longitude = (_degrees(gps.get(tag), gps.get(tag - 1)) for tag in (2, 4))
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:
        yield Said("gps", f"{latitude:.6f}, {longitude:.6f}", "metadata")


def _degrees(parts: object, side: object) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    value = float(sum(float(part) / 60**power for power, part in enumerate(parts)))
    return -value if str(side) in ("S", "W") else value


def _thumbnail(image: Image.Image) -> Iterator[Member]:
    """The small picture that the camera stored, if it is unlike the picture."""
    body = image.info.get("exif")
    small = image.getexif().get_ifd(ExifTags.IFD.IFD1)
    start, length = small.get(_OFFSET), small.get(_LENGTH)
    if not isinstance(body, bytes) or not isinstance(start, int) or not isinstance(length, int):
        return
    data = body[6 + start : 6 + start + length]
    try:
        shown = Image.open(BytesIO(data), formats=["JPEG"])
        unlike = _unlike(shown, image)
    except (UnidentifiedImageError, OSError, SyntaxError):
        return
    if unlike:
        yield Member(
            "thumbnail.jpg", data, hidden="a thumbnail in the picture that shows something else than the picture"
        )


def _unlike(first: Image.Image, second: Image.Image) -> bool:
    """Whether two pictures differ when both are small, grey and equally bright; their turn does not count."""
    small = [
        np.asarray(ImageOps.autocontrast(one.convert("L").resize((24, 24))), np.float32) for one in (first, second)
    ]
    return min(float(np.abs(np.rot90(small[0], k) - small[1]).mean()) for k in range(4)) > _UNLIKE
