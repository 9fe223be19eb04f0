"""What a content is: titles, dates, authors, kinds, places, custody, and who wins when they differ."""

from datetime import date
from pathlib import Path

import pytest
from intake import describe, file_of, read_all, read_bytes

from hearsay.ingest import Describe
from hearsay.model import Custody, Document, Duplicate, Fact, File, Record
from hearsay.ports import Group
from hearsay.settings import DeclaredCustody, DeclaredDocument, Hand, Input

NEWS = "Bridge falls at Umm Tal\n\nBy Dana Rowe\n\nMon 6 May 2013\n\nThe bridge fell on 4 May 2013, a commander said.\n"


def grouped(records: dict[str, list[Record]], step: Describe) -> list[Record]:
    """The step over all contents."""
    by_digest: dict[str, list[Record]] = {}
    for rows in records.values():
        by_digest.setdefault(file_of(rows).sha256, []).extend(rows)
    return [r for key, rows in sorted(by_digest.items()) for r in step(Group(key, tuple(rows)))]


def test_an_article_is_described_from_its_own_words(tmp_path: Path) -> None:
    document = describe(read_bytes(tmp_path, NEWS.encode()))
    assert (document.kind, document.title, document.author) == ("press", "Bridge falls at Umm Tal", "Dana Rowe")
    assert document.stated is not None
    assert (document.stated.day, document.stated.evidence) == ("2013-05-06", "Mon 6 May 2013")
    assert document.stated.anchor is not None
    assert document.outlet == ""
    assert document.languages == ("en",)


def test_what_is_declared_wins_and_the_text_stays_as_a_fact(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, NEWS.encode())
    declared = DeclaredDocument(path="file", title="T", outlet="The Tal Post", published=date(2013, 5, 7), voice="v")
    found = Describe((declared,))(Group(file_of(records).sha256, tuple(records)))
    (document,) = (r for r in found if isinstance(r, Document))
    assert (document.title, document.outlet, document.author, document.voice) == ("T", "The Tal Post", "Dana Rowe", "v")
    assert document.stated is not None
    assert (document.stated.day, document.stated.evidence) == ("2013-05-07", "case.toml")
    facts = {(r.name, r.value) for r in found if isinstance(r, Fact)}
    assert {("published", "2013-05-06"), ("title", "Bridge falls at Umm Tal"), ("author", "Dana Rowe")} <= facts


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sun 16 Apr 2017", "2017-04-16"),
        ("December 20, 1973", "1973-12-20"),
        ("19 Apr 2017", "2017-04-19"),
        ("Posted on April 19 2017 by Dana Rowe", "2017-04-19"),
        ("20.04.2017(updated 16:18 20.04.2017)", "2017-04-20"),
        ("24 تشرين الثاني 2013", "2013-11-24"),
        ("التاريخ: 24/11/2013", "2013-11-24"),
        ("Дата: 24 ноября 2013 г.", "2013-11-24"),
        ("24 ноября 2013 года", "2013-11-24"),
        ("DATE: 24 November 2013", "2013-11-24"),
        ("The column left on 24 November 2013 with all its guns and was seen on the road.", ""),
        ("On Tuesday", ""),
        ("March 2016", ""),
    ],
)
def test_date_lines_are_read_and_dates_of_events_are_not(tmp_path: Path, line: str, day: str) -> None:
    text = f"A headline over the paper\n\n{line}\n\nThe column left the bridge and was not seen again."
    assert describe(read_bytes(tmp_path, text.encode())).published == day


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MEMORANDUM FOR THE RECORD\n\nSUBJECT: The bridge\n\nIt fell.", "memo"),
        ("FROM: The chief\nTO: All posts\nSUBJECT: The bridge\n\nLeave it at dawn.", "message"),
        ("Dear Sir,\n\nThe bridge fell.\n\nYours faithfully,\nA. Tal", "letter"),
        ("بسم الله الرحمن الرحيم\n\nإلى القائد،\n\nسقط الجسر.", "letter"),
        ("Уважаемый товарищ командир,\n\nМост пал.", "letter"),
        ("a,b,c\n1,2,3\n4,5,6\n", "table"),
        ("Some words without any sign of what they are.", "unknown"),
    ],
)
def test_kinds_go_by_plain_signs(tmp_path: Path, text: str, kind: str) -> None:
    assert describe(read_bytes(tmp_path, text.encode())).kind == kind


def test_a_dated_paper_has_a_voice_and_an_article_has_none(tmp_path: Path) -> None:
    letter = describe(read_bytes(tmp_path, "Дата: 24 ноября 2013\n\nУважаемый товарищ,\n\nМост пал.".encode()))
    assert letter.voice == "letter (2013-11-24)"
    assert describe(read_bytes(tmp_path, NEWS.encode())).voice == ""


def test_places_of_one_content_are_duplicates_of_the_smallest(tmp_path: Path) -> None:
    for name in ("h/z.txt", "h/a/b.txt", "h/m.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(NEWS)
    records = read_all(tmp_path, (Input(path="h"),))
    found = grouped(records, Describe((DeclaredDocument(path="h/z.txt", outlet="The Tal Post"),)))
    (document,) = (r for r in found if isinstance(r, Document))
    assert (document.path, document.outlet) == ("h/a/b.txt", "The Tal Post")
    ids = {path: file_of(rows).id for path, rows in records.items()}
    pairs = {(r.file, r.canonical) for r in found if isinstance(r, Duplicate)}
    assert pairs == {(ids["h/m.txt"], ids["h/a/b.txt"]), (ids["h/z.txt"], ids["h/a/b.txt"])}


def test_order_of_records_never_matters(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, NEWS.encode())
    key = file_of(records).sha256
    assert Describe()(Group(key, tuple(records))) == Describe()(Group(key, tuple(reversed(records))))


def test_files_of_which_nothing_was_read_are_no_duplicates(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    for name in ("1.tmp", "2.tmp", "3.txt"):
        (tmp_path / "h" / name).write_text("" if name == "3.txt" else name)
    records = read_all(tmp_path, (Input(path="h", ignore=("*.tmp",)),))
    custody = (DeclaredCustody(path="h/1.tmp", hands=(Hand(act="received", hand="Dana Rowe"),)),)
    (hand,) = grouped(records, Describe(custody=custody))
    assert isinstance(hand, Custody)
    assert (hand.about, hand.hand) == (file_of(records["h/1.tmp"]).id, "Dana Rowe")


def test_declared_custody_hangs_on_its_own_place(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(NEWS)
    records = read_all(tmp_path, (Input(path="a"), Input(path="b")))
    hands = (Hand(act="wrote"), Hand(act="passed_on", hand="A defector", when="2013-12", on_word_of="The group"))
    found = grouped(records, Describe(custody=(DeclaredCustody(path="b", hands=hands),)))
    chain = [r for r in found if isinstance(r, Custody)]
    assert [(c.position, c.act, c.hand, c.on_word_of) for c in chain] == [
        (0, "wrote", "", ""), (1, "passed_on", "A defector", "The group"),
    ]  # fmt: skip
    (place,) = (r for r in records["b"] if isinstance(r, File))
    assert {c.about for c in chain} == {place.id}


@pytest.mark.parametrize(
    "head", ["Harbour Gazette\n10 May 2019\n", "صحيفة المرسى\n١٠ أيار ٢٠١٩\n", "Вестник порта\n10 мая 2019 года\n"]
)
def test_a_date_alone_on_its_line_under_an_outlet_is_the_papers_date(tmp_path: Path, head: str) -> None:
    text = head + "\nThe ferry sank on Sunday, the harbour master said.\n"
    assert describe(read_bytes(tmp_path, text.encode())).published == "2019-05-10"
