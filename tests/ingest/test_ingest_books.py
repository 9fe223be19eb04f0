"""Books and sound: texts in reading order, what they say of themselves, what is locked or cannot be heard."""

from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from intake import describe, facts_of, file_of, pages_of, pieces, read_bytes
from office_files import zipped

from hearsay.ingest.sniff import media_type
from hearsay.model import Found, Record

OCF = "urn:oasis:names:tc:opendocument:xmlns:container"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8


def book(texts: Mapping[str, str], more: Mapping[str, str | bytes] | None = None, about: str = "") -> bytes:
    """A book whose spine holds `texts` in the order given, though its archive holds them backwards."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(texts)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(texts)))
    package = (
        f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{about}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = f'<container xmlns="{OCF}"><rootfiles><rootfile full-path="in/book.opf"/></rootfiles></container>'
    bodies = {f"in/{name}": f"<html><body>{body}</body></html>" for name, body in reversed(list(texts.items()))}
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": container,
        "in/book.opf": package,
        **bodies,
        **(more or {}),
    }
    return zipped({"mimetype": "application/epub+zip", **parts})


def members(records: list[Record]) -> list[str]:
    return [r.path for r in records if isinstance(r, Found)]


def test_texts_are_pages_in_reading_order(tmp_path: Path) -> None:
    about = (
        "<dc:title>The Long Road</dc:title><dc:creator>Lena Hart</dc:creator><dc:date>2014-05-06</dc:date>"
        "<dc:publisher>Quay Press</dc:publisher>"
    )
    texts = {"z.xhtml": "<h1>One</h1><p>They left.</p>", "a.xhtml": "<h1>اثنان</h1><p>عادوا.</p>"}
    records = read_bytes(tmp_path, book(texts, {"in/cover.png": PICTURE, "in/look.css": "p {}"}, about))
    assert file_of(records).media_type == "application/epub+zip"
    assert file_of(records).status == "ok"
    assert [(page.number, page.text) for page in pages_of(records)] == [
        (1, "One\n\nThey left."),
        (2, "اثنان\n\nعادوا."),
    ]
    assert pieces(records)[0] == ("headline", "One")
    document = describe(records)
    assert (document.title, document.author) == ("The Long Road", "Lena Hart")
    assert document.stated is not None
    assert document.stated.day == "2014-05-06"
    assert facts_of(records)["publisher"] == "Quay Press"
    assert members(records) == ["file!/in/cover.png"]


def test_texts_that_the_order_leaves_out_come_last(tmp_path: Path) -> None:
    data = book({"one.xhtml": "<p>First.</p>"}, {"in/hidden.xhtml": "<html><body><p>Left out.</p></body></html>"})
    assert [page.text for page in pages_of(read_bytes(tmp_path, data))] == ["First.", "Left out."]


def test_a_book_that_states_its_type_late_is_a_book(tmp_path: Path) -> None:
    container = f'<container xmlns="{OCF}"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    data = zipped({"t.html": "<p>Here.</p>", "META-INF/container.xml": container})
    records = read_bytes(tmp_path, data)
    assert file_of(records).media_type == "application/epub+zip"
    assert [page.text for page in pages_of(records)] == ["Here."]
    assert file_of(records).status == "ok"


def test_locked_texts_are_encrypted_and_locked_fonts_are_not(tmp_path: Path) -> None:
    def locking(name: str) -> dict[str, str | bytes]:
        reference = f'<EncryptedData><CipherData><CipherReference URI="{name}"/></CipherData></EncryptedData>'
        return {"META-INF/encryption.xml": f"<encryption>{reference}</encryption>"}

    texts = {"one.xhtml": "<p>First.</p>", "two.xhtml": "<p>Second.</p>"}
    whole = {"one.xhtml": "<p>First.</p>"}
    partly = read_bytes(tmp_path, book(texts, locking("in/two.xhtml")))
    assert (file_of(partly).status, [page.text for page in pages_of(partly)]) == ("partial", ["First."])
    assert "in/two.xhtml" in file_of(partly).reason
    assert file_of(read_bytes(tmp_path, book(whole, locking("in/one.xhtml")))).status == "encrypted"
    assert file_of(read_bytes(tmp_path, book(whole, locking("in/font.ttf")))).status == "ok"


def sound(title: str) -> bytes:
    """A second of noise as MP3 with an ID3 tag at its end."""
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    return frame * 40 + b"TAG" + title.encode("latin-1").ljust(30, b"\0") + b"Ashford".ljust(30, b"\0") + b"\0" * 65


def test_sound_is_unsupported_and_says_what_it_is_called(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, sound("Call of 3 May"))
    file = file_of(records)
    assert (file.media_type, file.status) == ("audio/mpeg", "unsupported")
    assert "not transcribed" in file.reason
    assert facts_of(records)["title"] == "Call of 3 May"
    assert facts_of(records)["artist"] == "Ashford"
    assert not pages_of(records)


def test_cut_sound_costs_nothing_but_itself(tmp_path: Path) -> None:
    wave = b"RIFF\x24\x10\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\0\x10\0\0"
    for data in (wave, wave[:30], b"OggS\0\x02" + b"\0" * 30, b"fLaC\0\0\0\x22"):
        assert file_of(read_bytes(tmp_path, data)).status in {"corrupt", "unsupported"}


@given(st.binary(max_size=200), st.sampled_from([b"\x85\x02\x0c", b"\x84\x80", b"\xc1\xbf"]))
def test_a_message_for_a_key_is_encrypted(rest: bytes, start: bytes) -> None:
    assert media_type(start + b"\x03" + b"KEYIDKEY" + b"\x01" + rest) == "application/pgp-encrypted"


def test_a_message_for_a_passphrase_is_encrypted() -> None:
    assert media_type(b"\x8c\x0d\x04\x09\x03\x02" + b"saltsalt" + b"\x60" + b"\xd2" * 60) == "application/pgp-encrypted"
    assert media_type(b"\x8c\x0d\x05\x09\x03\x02saltsalt") != "application/pgp-encrypted"
