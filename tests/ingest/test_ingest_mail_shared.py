"""Real and hostile mail, where it is at hand: every message has a page, every hostile one ends as its list says."""

from pathlib import Path

import pytest
from intake import SHARED
from letters import file_row, members_in, read_deep, said_in, text_of

from hearsay.model import Fact, Found

HAUL, HOSTILE = SHARED / "haul" / "files" / "email", SHARED / "hostile" / "files"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collection is not at hand")


def test_every_message_of_the_haul_has_a_page_and_says_who_and_what(tmp_path: Path) -> None:
    mails = 0
    for path in sorted(p for p in HAUL.rglob("*") if p.is_file()):
        for place, records in read_deep(tmp_path, path.read_bytes(), depth=1).items():
            file = file_row(records)
            if file.media_type not in {"message/rfc822", "message/x-emlx", "application/vnd.ms-outlook"}:
                continue
            mails += 1
            assert file.status in {"ok", "partial"}, (path, place, file)
            assert text_of(records).strip(), (path, place)
            assert said_in(records, "kind") == ["message"]
    assert mails > 30


@pytest.mark.parametrize(
    ("name", "status", "text"),
    [
        ("encrypted/fake-encrypted.eml", "encrypted", "elkins@aero.org"),
        ("encrypted/fake-encrypted.msg", "encrypted", "elkins@aero.org"),
        ("email_malformed/missing_boundary.eml", "partial", "body text kept"),
        ("malformed_misc/mime-no-body.eml", "partial", "sender@example.com"),
        ("active_content/remote_image.eml", "ok", "Hello"),
    ],
)
def test_hostile_mail_ends_as_it_should(tmp_path: Path, name: str, status: str, text: str) -> None:
    records = read_deep(tmp_path, (HOSTILE / name).read_bytes(), depth=0)["box"]
    assert file_row(records).status == status
    assert text in text_of(records)


def test_hostile_mail_is_told_apart_and_stays_in_its_place(tmp_path: Path) -> None:
    box = read_deep(tmp_path, (HOSTILE / "email_malformed" / "from_in_body.mbox").read_bytes(), depth=0)["box"]
    assert len(members_in(box)) == 2
    remote = read_deep(tmp_path, (HOSTILE / "active_content" / "remote_image.eml").read_bytes(), depth=0)["box"]
    assert [f.value for f in remote if isinstance(f, Fact) and f.name == "remote_content"]
    climbing = read_deep(tmp_path, (HOSTILE / "email_malformed" / "attachment_traversal.eml").read_bytes(), depth=0)[
        "box"
    ]
    assert [r.path for r in climbing if isinstance(r, Found)] == ["box!/../../../tmp/hearsay_pwned_eml.txt"]
    assert not Path("/tmp/hearsay_pwned_eml.txt").exists()  # noqa: S108  # where the hostile name points


def test_mail_within_mail_without_end_stops(tmp_path: Path) -> None:
    read = read_deep(tmp_path, (HOSTILE / "nesting" / "eml_120_deep.eml").read_bytes(), depth=8)
    assert len(read) == 9
    assert all("level" in text_of(records) for records in read.values())
