"""Calendars and address books: entries as passages, files in them as members, folded and quoted-printable lines."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import file_row, members_in, read_deep, said_in, text_of

from hearsay.ingest.readers.content_lines import components

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nMETHOD:REQUEST\r\nX-WR-CALNAME:Operations\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Damascus\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nDTSTART;TZID=Asia/Damascus:20190304T100000\r\nDTEND:20190304T080000Z\r\n"
    'ORGANIZER;CN="Aziz, Lina":mailto:lina@example.org\r\n'
    "ATTENDEE;PARTSTAT=DECLINED;CN=Omar:MAILTO:omar@example\r\n .org\r\nSUMMARY:Withdrawal\\, phase 1\r\n"
    "DESCRIPTION:Bring the list\\nof units. A long line that is folded over the e\r\n dge of the page.\r\n"
    "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;FILENAME=list.txt:aGVsbG8gd29ybGQ=\r\n"
    "ATTACH:https://example.org/doc\r\n"
    "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    "BEGIN:VTODO\r\nSUMMARY:Сжечь\r\nDUE;VALUE=DATE:20190305\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)
CARDS = (
    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=B9=D9=84=D9=8A;=D8=A3=D8=AD=\n=D9=85=D8=AF;;;\n"
    "TEL;CELL;PREF:+963 11 222\nPHOTO;ENCODING=BASE64;JPEG:aGVsbG8g\n d29ybGQ=\n\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Lina Aziz\nN:Aziz;Lina;;;\nORG:Hospital;Surgery\nitem1.EMAIL;type=INTERNET;type=WORK:lina@example.org\n"
    "ADR;TYPE=home:;;Main St 5;Homs;;;Syria\nBDAY:19700102\nNOTE:Knows\\; the list\nPHOTO:data:image/png;base64,aGVsbG8=\nEND:VCARD\n"
)


def test_events_and_tasks(tmp_path: Path) -> None:
    read = read_deep(tmp_path, EVENT.encode())
    assert file_row(read["box"]).media_type == "text/calendar"
    assert text_of(read["box"]) == (
        "Event: Withdrawal, phase 1\nStart: 2019-03-04 10:00 (Asia/Damascus)\nEnd: 2019-03-04 08:00 UTC\n"
        "Organizer: Aziz, Lina <lina@example.org>\nAttendee: Omar <omar@example.org> (declined)\n"
        "Description: Bring the list\nof units. A long line that is folded over the edge of the page.\n"
        "Attach: list.txt\nAttach: https://example.org/doc\n\nTask: Сжечь\nDue: 2019-03-05"
    )
    assert said_in(read["box"], "attendee") == ["Omar <omar@example.org>"]
    assert said_in(read["box"], "title") == ["Operations"]
    assert text_of(read["box!/list.txt"]) == "hello world"


def test_contacts(tmp_path: Path) -> None:
    records = read_deep(tmp_path, CARDS.encode())["box"]
    assert file_row(records).media_type == "text/vcard"
    assert text_of(records) == (
        "Contact: أحمد علي\nPhone (cell): +963 11 222\nPhoto: أحمد علي photo.jpg\n\n"
        "Contact: Lina Aziz\nOrganisation: Hospital, Surgery\nE-mail (work): lina@example.org\n"
        "Address (home): Main St 5, Homs, Syria\nBirthday: 1970-01-02\nNote: Knows; the list\nPhoto: Lina Aziz photo.png"
    )
    assert members_in(records) == ["أحمد علي photo.jpg", "Lina Aziz photo.png"]


@pytest.mark.parametrize("cut", [430, 700])
def test_a_calendar_that_is_cut_off_says_so(tmp_path: Path, cut: int) -> None:
    file = file_row(read_deep(tmp_path, EVENT.encode()[:cut])["box"])
    assert file.status in {"partial", "empty"}
    assert file.reason


def test_an_empty_calendar_is_empty(tmp_path: Path) -> None:
    assert file_row(read_deep(tmp_path, b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")["box"]).status == "empty"


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), exclude_characters="\\"),
            min_size=1,
            max_size=120,
        ),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_folding_gives_every_value_back(values: list[str]) -> None:
    lines = "".join(f"NOTE:{_folded(value)}\r\n" for value in values)
    found, whole = components(f"BEGIN:VCARD\r\n{lines}END:VCARD\r\n".encode())
    assert whole
    assert [line.value for line in found[0].lines] == values


def _folded(value: str) -> str:
    return "\r\n ".join(value[at : at + 30] for at in range(0, len(value), 30))


@given(st.binary(max_size=500))
@settings(max_examples=80, deadline=None)
def test_no_bytes_break_the_lines(junk: bytes) -> None:
    found, _ = components(b"BEGIN:VEVENT\nSUMMARY:x\n" + junk)
    assert found[0].text("SUMMARY").startswith("x")
    assert all(isinstance(line.text, str) and (line.held is None or line.held[1]) for line in found[0].lines)
