"""Mail: headers, bodies and their versions, quoted history, attachments at any depth, and messages that are broken."""

import io
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake import describe
from letters import (
    file_row,
    flowed,
    hidden_in,
    members_in,
    message,
    placed_passages,
    quotes_in,
    read_deep,
    said_in,
    text_of,
)

from hearsay.ingest import Read, to_location
from hearsay.ingest.readers import mail
from hearsay.ingest.readers.mail_words import moment
from hearsay.ingest.reading import Resume
from hearsay.ingest.sniff import media_type
from hearsay.ingest.source import Source
from hearsay.model import Bookmark, Found, Page, Passage, Piece, Record
from hearsay.settings import IngestSettings


def read_one(folder: Path, data: bytes) -> list[Record]:
    return read_deep(folder, data, depth=0)["box"]


def source_of(data: bytes) -> Source:
    return Source(io.BytesIO(data), 0, len(data), "message/rfc822")


def test_a_message_is_one_page_of_headers_and_words(tmp_path: Path) -> None:
    data = message("Withdrawal", "We leave on Monday.\n", Cc="b@example.org", Message_ID="<1@example.org>").as_bytes()
    records = read_one(tmp_path, data)
    assert text_of(records) == (
        "From: Lina Aziz <lina@example.org>\nTo: Omar <omar@example.org>\nSubject: Withdrawal\n"
        "Date: Mon, 04 Mar 2019 10:15:00 +0200\nCc: b@example.org\n\nWe leave on Monday."
    )
    document = describe(records)
    assert (document.kind, document.author, document.title) == ("message", "Lina Aziz", "Withdrawal")
    assert document.stated is not None
    assert document.stated.day == "2019-03-04"
    assert said_in(records, "date") == ["2019-03-04T10:15:00+02:00"]
    assert said_in(records, "message_id") == ["1@example.org"]


def test_header_lines_are_furniture_and_only_a_first_subject_is_a_headline(tmp_path: Path) -> None:
    kinds = {text: p.kind for p, text in placed_passages(read_one(tmp_path, message("Army left Homs").as_bytes()))}
    assert kinds["From: Lina Aziz <lina@example.org>"] == kinds["Subject:"] == "furniture"
    assert (kinds["Army left Homs"], kinds["Nothing new."]) == ("headline", "paragraph")
    answer = {text: p.kind for p, text in placed_passages(read_one(tmp_path, message("Re: Army left Homs").as_bytes()))}
    assert answer["Subject: Re: Army left Homs"] == "furniture"


def test_dates_that_are_none_are_kept_as_they_stand(tmp_path: Path) -> None:
    assert moment("Wed, 31 Feb 2013 10:00:00 +0300") is None
    records = read_one(
        tmp_path, message(Date="Mon, 04 Mar 2019 10:15:00 +0200").as_bytes().replace(b"04 Mar", b"31 Feb")
    )
    assert said_in(records, "date") == ["Mon, 31 Feb 2019 10:15:00 +0200"]
    assert said_in(records, "published") == []


def test_hops_and_the_date_of_the_first_one_are_told(tmp_path: Path) -> None:
    head = (
        b"Received: from b by c; Tue, 05 Mar 2019 01:00:00 +0000\nReceived: from a by b; Mon, 04 Mar 2019 23:00:00 -0100\n"
        b"From: x@y.org\nSubject: s\n\nwords\n"
    )
    records = read_one(tmp_path, head)
    assert [hop[:2] for hop in said_in(records, "received")] == ["1:", "2:"]
    assert said_in(records, "first_received") == ["2019-03-04T23:00:00-01:00"]
    document = describe(records)
    assert (document.stated, document.inferred and document.inferred.day) == (None, "2019-03-04")


def test_of_two_versions_what_only_one_says_is_hidden(tmp_path: Path) -> None:
    both = message(body="We met the mayor. 27 people were there.\n")
    both.add_alternative(
        "<p>We met the mayor. 27 people were there.</p><p>Ask Karim for the real list, he hides it.</p>", subtype="html"
    )
    ((why, text),) = hidden_in(read_one(tmp_path, both.as_bytes()))
    assert text == "Ask Karim for the real list, he hides it."
    assert "formatted version" in why
    other = message(body="We met the mayor. 27 people were there.\n")
    other.add_alternative("<p>We met the mayor. 72 people were there.</p>", subtype="html")
    assert [text for _, text in hidden_in(read_one(tmp_path, other.as_bytes()))] == [
        "We met the mayor. 72 people were there."
    ]


def test_a_plain_version_that_says_nothing_gives_way_to_html(tmp_path: Path) -> None:
    both = message(body="Your program cannot show this message.\n")
    both.add_alternative("<p>The order came from the minister himself on Monday night.</p>", subtype="html")
    records = read_one(tmp_path, both.as_bytes())
    assert "The order came" in text_of(records)
    assert [text for _, text in hidden_in(records)] == ["Your program cannot show this message."]


def test_html_alone_is_rendered_and_fetches_nothing(tmp_path: Path) -> None:
    only = EmailMessage()
    only["From"], only["Subject"], only["MIME-Version"] = "a@x.org", "s", "1.0"
    only.set_content('<p>Hello</p><blockquote>Old</blockquote><img src="http://127.0.0.1:9/a.gif">', subtype="html")
    records = read_one(tmp_path, only.as_bytes())
    assert text_of(records).endswith("Hello\n\nOld")
    assert quotes_in(records) == [(1, "Old")]
    assert said_in(records, "remote_content") == ["http://127.0.0.1:9/a.gif"]


def test_text_outside_the_parts_is_kept_and_marked(tmp_path: Path) -> None:
    data = (
        b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\nThe meeting is at nine.\n"
        b"--B\n\nOfficial words.\n--B--\nAnd burn this.\n"
    )
    assert [text for _, text in hidden_in(read_one(tmp_path, data))] == ["The meeting is at nine.", "And burn this."]
    usual = data.replace(b"The meeting is at nine.", b"This is a multi-part message in MIME format.")
    assert [text for _, text in hidden_in(read_one(tmp_path, usual))] == ["And burn this."]


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        (
            "Yes.\n\n> Will you come?\n>> Who?\n> Omar.\n\nBest",
            [(1, "> Will you come?"), (2, ">> Who?"), (1, "> Omar.")],
        ),
        ("Yes.\n\nOn Mon, 4 Mar 2019, Omar wrote:\n\nWill you come?", [(1, "Will you come?")]),
        ("Yes.\n-----Original Message-----\nFrom: Omar\nSent: Monday\nTo: Lina\n\nCome", [(1, None), (1, "Come")]),
        (
            "Да.\n\nОт: Омар\nОтправлено: понедельник\nКому: Лина\nТема: встреча\n\nПриедешь?",
            [(1, None), (1, "Приедешь?")],
        ),
        ("4 марта 2019 г. Омар написал:\n\nПриедешь?", [(1, "Приедешь?")]),
        (
            "نعم.\n\nمن: عمر\nتاريخ الإرسال: الاثنين\nإلى: لينا\nالموضوع: لقاء\n\nهل تأتين؟",
            [(1, None), (1, "هل تأتين؟")],
        ),
        ("في ٤ مارس ٢٠١٩ كتب عمر:\n\nهل تأتين؟", [(1, "هل تأتين؟")]),
        (
            "A\n---- Forwarded message ----\nFrom: X\nDate: d\nTo: y\n\nB\n---- Forwarded message ----\nC",
            [(1, None), (1, "B"), (2, None)],
        ),
        ("The minister said:\n\nWe know from: many sources.\n", []),
        (">From the start he knew.\n", []),
    ],
)
def test_quoted_history(tmp_path: Path, body: str, quoted: list[tuple[int, str | None]]) -> None:
    found = quotes_in(read_one(tmp_path, message(body=body).as_bytes()))
    assert [level for level, _ in found] == [level for level, _ in quoted]
    assert all(wanted is None or wanted == text for (_, text), (_, wanted) in zip(found, quoted, strict=True))


def test_attachments_keep_their_names_and_stay_two(tmp_path: Path) -> None:
    mail_ = message()
    for data, name in ((b"one", "تقرير.pdf"), (b"two", "تقرير.pdf"), (b"up", "../../etc/x"), (b"in", "a!/b.txt")):
        mail_.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    mail_.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<p>", disposition="inline")
    names = ["تقرير.pdf", "تقرير (2).pdf", "../../etc/x", "a! /b.txt", "part 5.png"]
    records = read_one(tmp_path, mail_.as_bytes())
    assert [r.path.partition("!/")[2] for r in records if isinstance(r, Found)] == names
    assert said_in(records, "attachment") == names


def test_mail_in_mail_in_a_zip_in_mail(tmp_path: Path) -> None:
    inner = message("inner", "The innermost words.\n")
    inner.add_attachment("Лист".encode(), maintype="text", subtype="plain", filename="list.txt")
    middle = message("middle", "See below.\n")
    middle.add_attachment(inner)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mails/middle.eml", middle.as_bytes())
    outer = message("outer", "All of it.\n")
    outer.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="all.zip")
    read = read_deep(tmp_path, outer.as_bytes())
    assert sorted(read) == [
        "box",
        "box!/all.zip",
        "box!/all.zip!/mails/middle.eml",
        "box!/all.zip!/mails/middle.eml!/message 1.eml",
        "box!/all.zip!/mails/middle.eml!/message 1.eml!/list.txt",
    ]
    assert all(file_row(records).status == "ok" for records in read.values())
    deepest = read["box!/all.zip!/mails/middle.eml!/message 1.eml"]
    assert "The innermost words." in text_of(deepest)
    assert describe(deepest).title == "inner"
    assert text_of(read["box!/all.zip!/mails/middle.eml!/message 1.eml!/list.txt"]).strip() == "Лист"


def test_a_digest_gives_its_messages(tmp_path: Path) -> None:
    data = b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary=B\n"
    for number in (1, 2):
        data += b"\n--B\n\nFrom: p%d@x.org\nSubject: s%d\n\nWords %d.\n" % (number, number, number)
    read = read_deep(tmp_path, data + b"\n--B--\n")
    assert [text_of(read[f"box!/message {n}.eml"]).splitlines()[-1] for n in (1, 2)] == ["Words 1.", "Words 2."]


@pytest.mark.parametrize("wrap", ["multipart", "inline", "smime"])
def test_encrypted_mail_says_so_and_shows_its_headers(tmp_path: Path, wrap: str) -> None:
    pgp = b"-----BEGIN PGP MESSAGE-----\n\nhIwDY32hYGCE8MkBA\n-----END PGP MESSAGE-----\n"
    head = b"From: a@x.org\nTo: b@x.org\nSubject: s\nMIME-Version: 1.0\n"
    data = {
        "multipart": head + b'Content-Type: multipart/encrypted; boundary=B; protocol="application/pgp-encrypted"\n\n'
        b"--B\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--B\nContent-Type: application/octet-stream\n\n"
        + pgp + b"--B--\n",
        "inline": head + b"\n" + pgp,
        "smime": head + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
        b"Content-Transfer-Encoding: base64\n\nMIIB\n",
    }[wrap]  # fmt: skip
    records = read_one(tmp_path, data)
    assert file_row(records).status == "encrypted"
    assert "From: a@x.org" in text_of(records)


def test_signed_mail_is_read_and_its_signature_is_a_member(tmp_path: Path) -> None:
    data = (
        b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/signed; boundary=B; micalg=x\n\n--B\n\nWords.\n"
        b"--B\nContent-Type: application/pgp-signature; name=s.asc\n\n-----BEGIN PGP SIGNATURE-----\n--B--\n"
    )
    records = read_one(tmp_path, data)
    assert text_of(records).endswith("Words.")
    assert (said_in(records, "signed"), members_in(records)) == (["OpenPGP (not verified)"], ["s.asc"])


def test_uuencoded_files_in_the_text_are_members(tmp_path: Path) -> None:
    body = "See file.\n\nbegin 644 old.txt\n#0V%T\n`\nend\n\nBye.\n"
    read = read_deep(tmp_path, message(body=body).as_bytes())
    assert text_of(read["box!/old.txt"]) == "Cat"
    assert "begin 644" not in text_of(read["box"])
    assert text_of(read["box"]).endswith("Bye.")


def test_damage_is_told_and_costs_nothing_else(tmp_path: Path) -> None:
    whole = message(body="Kept words.\n")
    whole.add_attachment(bytes(range(256)) * 40, maintype="application", subtype="x", filename="a.bin")
    cut = whole.as_bytes()[:-3000]
    records = read_one(tmp_path, cut)
    assert (file_row(records).status, "cut off" in file_row(records).reason) == ("partial", True)
    assert "Kept words." in text_of(records)
    assert members_in(records) == ["a.bin"]
    torn = whole.as_bytes().replace(b"AAECAwQF", b"<<not it>>", 1)
    assert "a.bin: is damaged" in file_row(read_one(tmp_path, torn)).reason
    none = b"From: a@x.org\nTo: b@x.org\nSubject: nothing\n\n"
    assert file_row(read_one(tmp_path, none)).status == "empty"
    assert "Subject: nothing" in text_of(read_one(tmp_path, none))


def test_wide_mail_and_mail_of_apple(tmp_path: Path) -> None:
    plain = message(body="Wide words.\n")
    plain.add_attachment(b"file", maintype="text", subtype="plain", filename="f.txt")
    for wide in (plain.as_bytes().decode().encode("utf-16"), plain.as_bytes().decode().encode("utf-16-le")):
        read = read_deep(tmp_path, wide)
        assert "Wide words." in text_of(read["box"])
        assert text_of(read["box!/f.txt"]) == "file"
    data = plain.as_bytes()
    apple = str(len(data)).encode() + b"      \n" + data + b'<?xml version="1.0"?><plist/>'
    read = read_deep(tmp_path, apple)
    assert file_row(read["box"]).media_type == "message/x-emlx"
    assert text_of(read["box"]).endswith("Wide words.")
    assert text_of(read["box!/f.txt"]) == "file"


def test_a_saved_page_is_its_html(tmp_path: Path) -> None:
    data = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://news.example/a\nSubject: T\nMIME-Version: 1.0\n"
        b"Date: Mon, 4 Mar 2019 10:00:00 -0000\n"
        b'Content-Type: multipart/related; type="text/html"; boundary=B\n\n'
        b"--B\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"<html><head><title>Page</title></head><body><p>Article =D8=B9=D9=84=D9=8A</p></body></html>\n"
        b"--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: https://news.example/p.png?1\n\n"
        b"iVBORw0KGgo=\n--B--\n"
    )
    records = read_one(tmp_path, data)
    assert file_row(records).media_type == "multipart/related"
    assert text_of(records) == "Page\n\nArticle علي"
    assert said_in(records, "saved_from") == ["https://news.example/a"]
    assert members_in(records) == ["p.png"]
    assert describe(records).kind != "message"


@pytest.mark.parametrize("text", ["To: the minister\nFrom: me\n\nWe ask.", "Dear Omar,\nDate: now", "Subject: x\n\ny"])
def test_papers_that_only_look_like_mail_stay_text(text: str) -> None:
    assert media_type(text.encode()) == "text/plain"


def test_a_long_body_is_a_member_of_its_own(tmp_path: Path) -> None:
    read = read_deep(tmp_path, message(body="word " * 10 + "\n" + "line of words\n" * 360_000).as_bytes())
    assert "word word" not in text_of(read["box"])
    assert len(text_of(read["box!/body 1.txt"])) > 4_500_000


def test_a_large_message_goes_on_where_it_stopped(tmp_path: Path) -> None:
    big = message()
    for number in range(4):
        big.add_attachment(bytes([number]) * 4_500_000, maintype="application", subtype="x", filename=f"{number}.bin")
    (tmp_path / "big.eml").write_bytes(big.as_bytes())
    found = Found(path="big.eml", stamp="1:1:1", location=to_location(str(tmp_path / "big.eml")))
    step = Read(IngestSettings())
    units = flowed(step, found)
    marks = [
        next(r for r in unit if isinstance(r, Bookmark)) for unit in units if any(isinstance(r, Bookmark) for r in unit)
    ]
    middle = next(mark for mark in marks if mark.cursor == 3)
    rest = flowed(step, found, middle)
    assert [name for unit in rest for name in members_in(unit)] == ["2.bin", "3.bin"]
    largest = max(sum(len(r.data) for r in unit if isinstance(r, Piece)) for unit in units)
    assert largest < 9_000_000


def test_a_page_that_killed_its_worker_is_left_and_its_text_is_a_member() -> None:
    data = message(body="Deadly words.\n").as_bytes()
    readings = list(mail.read(source_of(data), IngestSettings(), Resume(0, {0: "took longer than 60 s"})))
    assert readings[0].status == "refused-limit"
    assert [m.name for r in readings for m in r.members] == ["body 1.txt"]


@given(st.binary(max_size=600))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_bytes_every_word_of_the_page_lies_in_a_passage(tmp_path: Path, junk: bytes) -> None:
    data = b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n--B\n\n" + junk
    records = read_one(tmp_path, data + b"\n--B\nContent-Type: text/html\n\n" + junk + b"\n--B--\n")
    for page in (r for r in records if isinstance(r, Page)):
        at = 0
        for passage in (p for p in records if isinstance(p, Passage) and p.page == page.id):
            assert not page.text[at : passage.start].strip()
            at = passage.end
        assert not page.text[at:].strip()
    assert len(placed_passages(records)) > 0


def test_the_same_message_in_a_part_of_a_file_reads_the_same(tmp_path: Path) -> None:
    data = message(body="Same words.\n").as_bytes()
    (tmp_path / "whole").write_bytes(b"x" * 100 + data + b"y" * 50)
    found = Found(path="m", stamp="s", location=to_location(str(tmp_path / "whole")), span=(100, 100 + len(data)))
    units = flowed(Read(IngestSettings()), found)
    assert text_of([r for unit in units for r in unit]) == text_of(read_one(tmp_path, data))
    assert replace(found, span=()).id == found.id
