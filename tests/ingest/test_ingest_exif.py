"""What a picture says beside its pixels stands apart from the text of its page."""

from io import BytesIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from intake import facts_of, file_of, pages_of, read_bytes
from PIL import ExifTags, Image

from hearsay.ingest.readers import exif
from hearsay.model import Found
from hearsay.settings import IngestSettings


def photo(*, thumbnail: Image.Image | None = None) -> bytes:
    """A grey JPEG with a date, a device and a place."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make], tags[ExifTags.Base.Model] = "Acme", "Pocket 3"
    tags[ExifTags.Base.Software] = "Retouch 2"
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2016:05:07 10:11:12"
    tags.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (34.0, 33.0, 0.0), 3: "W", 4: (38.0, 16.0, 12.0)})
    block = tags.tobytes()
    if thumbnail is not None:
        block = _with_thumbnail(thumbnail)
    body = BytesIO()
    shown = Image.new("L", (160, 120), 255)
    shown.paste(0, (0, 0, 80, 120))
    shown.save(body, "JPEG", exif=block)
    return body.getvalue()


def _with_thumbnail(small: Image.Image) -> bytes:
    """An Exif block whose second directory holds a JPEG."""
    body = BytesIO()
    small.save(body, "JPEG")
    data = body.getvalue()
    entries = ((513, 4, 1, 44), (514, 4, 1, len(data)))
    second = (2).to_bytes(2, "little")
    for tag, kind, count, value in entries:
        second += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + count.to_bytes(4, "little")
        second += value.to_bytes(4, "little")
    head = b"II*\x00" + (8).to_bytes(4, "little") + b"\x00\x00" + (14).to_bytes(4, "little")
    return b"Exif\x00\x00" + head + second + b"\x00" * 4 + data


def test_date_device_and_place_are_facts_and_no_text(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, photo(), IngestSettings(ocr=False))
    facts = facts_of(records)
    assert facts["taken"] == "2016-05-07T10:11:12"
    assert facts["created"] == "2016-05-07"
    assert facts["device"] == "Acme Pocket 3"
    assert facts["software"] == "Retouch 2"
    assert facts["gps"] == "34.550000, -38.270000"
    assert [page.text for page in pages_of(records)] == [""]


def test_a_thumbnail_that_shows_something_else_is_a_hidden_member(tmp_path: Path) -> None:
    other = Image.new("L", (160, 120), 255)
    other.paste(0, (40, 30, 120, 90))
    records = read_bytes(tmp_path, photo(thumbnail=other), IngestSettings(ocr=False))
    (member,) = [r for r in records if isinstance(r, Found)]
    assert member.path.endswith("!/thumbnail.jpg")
    assert "something else" in member.hidden
    assert "cropped" in facts_of(records)["thumbnail"]


def test_a_thumbnail_of_the_picture_itself_is_nothing(tmp_path: Path) -> None:
    same = Image.new("L", (80, 60), 255)
    same.paste(0, (0, 0, 40, 60))
    records = read_bytes(tmp_path, photo(thumbnail=same), IngestSettings(ocr=False))
    assert not [r for r in records if isinstance(r, Found)]
    assert file_of(records).media_type == "image/jpeg"


@given(st.binary(max_size=200))
def test_a_broken_block_gives_no_facts_and_no_error(block: bytes) -> None:
    body = BytesIO()
    Image.new("L", (8, 8), 255).save(body, "JPEG", exif=b"Exif\x00\x00" + block)
    with Image.open(BytesIO(body.getvalue())) as image:
        assert exif.told(image).status == "ok"
