"""Chat exports: known by their structure, one passage a message with its time and sender, nothing that is not a chat."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake import describe, file_of, pages_of, pieces, read_bytes
from letters import said_in

from hearsay.ingest.encoding import Decoded
from hearsay.ingest.readers import chat_text
from hearsay.ingest.sniff import media_type

IPHONE = (
    "\u200e[04/03/2019, 10:15:22] Lina: \u200eMessages and calls are end-to-end encrypted.\n"
    "[04/03/2019, 10:16:01] Lina: Where are you?\nWe wait since 9.\n"
    "[13/03/2019, 10:17:00] Омар: <attached: 0001-PHOTO.jpg>\n"
    "[13/03/2019, 10:17:05] Lina: ok: fine\n"
)
ANDROID = (
    "3/4/19, 10:15\u202fPM - Messages to this group are secured\n3/14/19, 10:15 PM - Lina: hi\n"
    "3/14/19, 10:16 PM - +963 11 22: IMG-2019.jpg (file attached)\n"
)
ARABIC = "٤/٣/٢٠١٩، ١٠:١٥ ص - تم إنشاء المجموعة\n٤/٣/٢٠١٩، ١٠:١٦ ص - علي: أين أنت؟\n٢٤/٣/٢٠١٩، ١٠:١٧ ص - عمر: <تم استبعاد الوسائط>\n"
RUSSIAN = "04.03.2019, 10:15 - Лина: Где вы?\n04.03.2019, 10:16 - Омар: <Без медиафайлов>\n"

TELEGRAM = {
    "name": "Group",
    "type": "private_group",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "date": "2019-03-04T10:15:22", "actor": "Lina", "action": "invite_members", "members": ["Omar"], "text": ""},
        {"id": 2, "type": "message", "date": "2019-03-04T10:16:22", "from": "Lina", "text": ["see ", {"type": "link", "text": "http://x"}], "photo": "photos/1.jpg", "forwarded_from": "Channel"},
        {"id": 3, "type": "message", "date": "2019-03-05T10:16:22", "from": None, "from_id": "user2", "text": "да"},
    ],
}  # fmt: skip
FACEBOOK = {
    "participants": [{"name": "A"}],
    "messages": [
        {"sender_name": "JosÃ©", "timestamp_ms": 1551700100000, "content": "Ð´Ð°"},
        {"sender_name": "A", "timestamp_ms": 1551700000000, "content": "hi", "photos": [{"uri": "p/1.jpg"}]},
    ],
    "title": "A and B",
}
SLACK = [
    {"type": "message", "user": "U1", "ts": "1551700000.000200", "text": "hi", "user_profile": {"real_name": "Ann"}},
    {"type": "message", "user": "U2", "ts": "1551700001.000200", "text": "ho", "files": [{"name": "plan.pdf"}]},
]


@pytest.mark.parametrize(
    ("text", "people", "first"),
    [
        (IPHONE, ["Lina", "Омар"], "2019-03-04 10:15:22"),
        (ANDROID, ["Lina", "+963 11 22"], "2019-03-04 10:15 PM"),
        (ARABIC, ["علي", "عمر"], "2019-03-04 10:15 ص"),
        (RUSSIAN, ["Лина", "Омар"], "2019-03-04 10:15"),
    ],
)
def test_chats_as_text(tmp_path: Path, text: str, people: list[str], first: str) -> None:
    records = read_bytes(tmp_path, text.encode())
    assert file_of(records).media_type == "text/x-chat"
    (page,) = pages_of(records)
    assert page.text == text
    assert said_in(records, "participant") == people
    assert said_in(records, "first_message") == [first]
    assert describe(records).kind == "message"


def test_a_message_is_one_passage_with_all_its_lines(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, IPHONE.encode())
    assert pieces(records)[2:4] == [
        ("furniture", "[04/03/2019, 10:16:01]"),
        ("paragraph", "Lina: Where are you?\nWe wait since 9."),
    ]
    assert said_in(records, "attachment") == ["0001-PHOTO.jpg"]
    assert said_in(read_bytes(tmp_path, ANDROID.encode()), "attachment") == ["IMG-2019.jpg"]
    assert said_in(read_bytes(tmp_path, ARABIC.encode()), "left_out") == ["1 files were left out of the export"]


def test_a_page_within_one_long_message_is_still_read() -> None:
    (page,) = chat_text.page_of(Decoded("more of what Lina said\n", "utf-8"), "text/x-chat", 2).pages
    assert (page.text, page.blocks) == ("more of what Lina said\n", ())


def test_days_that_may_be_months_are_not_guessed(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, b"3/4/19, 10:15 - Lina: hi\n3/5/19, 10:15 - Omar: ho\n")
    assert said_in(records, "first_message") == ["3/4/19 10:15"]
    assert said_in(records, "created") == []


@pytest.mark.parametrize(
    ("export", "lines"),
    [
        (
            TELEGRAM,
            [
                "Group",
                "2019-03-04 10:15:22 Lina: [invite members Omar]",
                "2019-03-04 10:16:22 Lina: [forwarded from Channel] see http://x [file: photos/1.jpg]",
                "2019-03-05 10:16:22 user2: да",
            ],
        ),
        (
            {"about": "x", "chats": {"about": "y", "list": [TELEGRAM]}},
            [
                "Group",
                "2019-03-04 10:15:22 Lina: [invite members Omar]",
                "2019-03-04 10:16:22 Lina: [forwarded from Channel] see http://x [file: photos/1.jpg]",
                "2019-03-05 10:16:22 user2: да",
            ],
        ),
        (
            FACEBOOK,
            ["A and B", "2019-03-04 11:46:40 UTC A: hi [file: p/1.jpg]", "2019-03-04 11:48:20 UTC José: да"],
        ),
        (SLACK, ["2019-03-04 11:46:40 UTC Ann: hi", "2019-03-04 11:46:41 UTC U2: ho [file: plan.pdf]"]),
    ],
)
def test_chats_as_json(tmp_path: Path, export: object, lines: list[str]) -> None:
    records = read_bytes(tmp_path, json.dumps(export).encode())
    assert file_of(records).media_type == "application/x-chat+json"
    (page,) = pages_of(records)
    assert page.text.split("\n") == lines
    said = [text for kind, text in pieces(records) if kind == "paragraph"]
    assert len(said) == sum(1 for line in lines if line[0].isdigit())
    assert all(any(line.endswith(text) for line in lines) for text in said)
    assert describe(records).kind == "message"


def test_chats_by_line(tmp_path: Path) -> None:
    lines = b'{"sender":"ann","time":"2020-01-01T10:00:00","text":"a"}\n{"sender":"bob","time":"2020-01-01T10:01:00","text":"b"}\nbroken {\n'
    (page,) = pages_of(read_bytes(tmp_path, lines))
    assert page.text == "2020-01-01 10:00:00 ann: a\n2020-01-01 10:01:00 bob: b\nbroken {"
    signal = b'{"envelope":{"source":"+963","timestamp":1551700000000,"dataMessage":{"message":"hi","attachments":[{"filename":"a.jpg"}]}}}\n'
    (page,) = pages_of(read_bytes(tmp_path, signal * 2))
    assert page.text.split("\n")[0] == "2019-03-04 11:46:40 UTC +963: hi [file: a.jpg]"


@pytest.mark.parametrize(
    "text",
    [
        '[{"title":"x","author":"b","date":"2020","text":"k"},{"title":"y","author":"b","date":"2020","text":"k"}]',
        '{"name":"x","messages":[]}',
        '[{"from":"A","to":"B","date":"2020"}]',
        '{"type":"FeatureCollection","features":[]}',
        "[1, 2, 3]",
        "04.03.2019, 10:15 - one entry of a diary\n\nMuch text.",
        "[04/03/2019, 10:15:22] error: disk full",
        "Minutes of 04/03/2019, 10:15 - all present: yes\n",
    ],
)
def test_what_is_no_chat_stays_what_it_is(text: str) -> None:
    assert media_type(text.encode()) not in {"text/x-chat", "application/x-chat+json"}


def test_an_export_nested_without_end_is_still_text(tmp_path: Path) -> None:
    deep = '{"sender":"a","time":"x","text":"b"}\n' * 2 + "[" * 100_000
    (page,) = pages_of(read_bytes(tmp_path, deep.encode()))
    assert page.text.count("[") == 100_000


def test_a_chat_that_breaks_off_is_still_text(tmp_path: Path) -> None:
    whole = json.dumps(TELEGRAM)
    records = read_bytes(tmp_path, whole[:-30].encode())
    assert "forwarded_from" in pages_of(records)[0].text


def test_a_long_chat_is_paged(tmp_path: Path) -> None:
    many = {**TELEGRAM, "messages": [{**TELEGRAM["messages"][2], "text": f"word {n} " * 100} for n in range(3000)]}  # type: ignore[index]
    pages = pages_of(read_bytes(tmp_path, json.dumps(many).encode()))
    assert len(pages) == 3
    assert sum(page.text.count("user2:") for page in pages) == 3000


@given(
    st.lists(st.tuples(st.text("abc д\u200f:", min_size=1, max_size=20), st.text(max_size=40)), min_size=2, max_size=8)
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_of_an_export_is_lost(tmp_path: Path, told: list[tuple[str, str]]) -> None:
    messages = [
        {"sender_name": who, "timestamp_ms": 1551700000000 + n, "content": f"m{n} {text}"}
        for n, (who, text) in enumerate(told)
    ]
    records = read_bytes(tmp_path, json.dumps({"participants": [], "messages": messages, "title": "t"}).encode())
    text = "\n".join(page.text for page in pages_of(records))
    assert all(f"m{n} " in text or text.endswith(f"m{n}") or f"m{n}\n" in text for n in range(len(told)))
