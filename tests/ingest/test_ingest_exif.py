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


def test_what_people_wrote_beside_the_pixels(tmp_path: Path) -> None:
    body = BytesIO()
    Image.new("L", (40, 40), 255).save(body, "JPEG", comment="Taken at the gate")
    caption = b"\x1c\x02\x78\x00\x0cLorries leave" + b"\x1c\x02\x50\x00\x09Lena Hart"
    caption = caption.replace(b"\x00\x0cLorries", b"\x00\x0dLorries")
    irb = b"8BIM\x04\x04\x00\x00" + len(caption).to_bytes(4, "big") + caption + b"\0" * (len(caption) % 2)
    segment = b"Photoshop 3.0\0" + irb
    packet = (
        b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r">'
        b'<rdf:Description xmlns:xmp="x" xmp:CreatorTool="Retouch 9"/></rdf:RDF></x:xmpmeta>'
    )
    data = body.getvalue()
    for mark, block in ((b"\xff\xed", segment), (b"\xff\xe1", packet)):
        data = data[:2] + mark + (len(block) + 2).to_bytes(2, "big") + block + data[2:]
    facts = facts_of(read_bytes(tmp_path, data, IngestSettings(ocr=False)))
    assert facts["comment"] == "Taken at the gate"
    assert (facts["description"], facts["author"]) == ("Lorries leave", "Lena Hart")
    assert facts["xmp_creatortool"] == "Retouch 9"


def test_texts_of_a_png_are_facts(tmp_path: Path) -> None:
    from PIL import PngImagePlugin

    texts, body = PngImagePlugin.PngInfo(), BytesIO()
    texts.add_text("Author", "Lena Hart")
    texts.add_itxt("Comment", "عند البوابة")
    Image.new("L", (40, 40), 255).save(body, "PNG", pnginfo=texts)
    facts = facts_of(read_bytes(tmp_path, body.getvalue(), IngestSettings(ocr=False)))
    assert (facts["text Author"], facts["text Comment"]) == ("Lena Hart", "عند البوابة")


def test_jpeg_2000_is_read_and_a_cut_one_is_corrupt(tmp_path: Path) -> None:
    body = BytesIO()
    Image.new("L", (60, 60), 255).save(body, "JPEG2000")
    whole = read_bytes(tmp_path, body.getvalue(), IngestSettings(ocr=False))
    assert (file_of(whole).media_type, len(pages_of(whole))) == ("image/jp2", 1)
    assert file_of(read_bytes(tmp_path, body.getvalue()[:120])).status == "corrupt"
