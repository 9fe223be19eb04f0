"""Signals across a haul: numbers in series, letterheads, one picture in several papers, attachments younger than their mail."""

from collections.abc import Mapping
from datetime import date, timedelta
from email.message import EmailMessage
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import read_deep
from office_files import docx, para
from PIL import Image
from signalling import by_path, compared, described, groups, letter

from hearsay.ingest.signals.heads import head
from hearsay.ingest.signals.letterheads import difference
from hearsay.ingest.signals.series import standing
from hearsay.ingest.signals.traits import alike, sketch
from hearsay.model import File, Page, Record

BODIES = (
    "Give out the stores at once and report when it is done.",
    "The bridge at Umm Tal is closed to lorries until the engineers have seen it.",
    "Send the list of drivers and their passes to this office by Thursday.",
    "No flour leaves the mill without a paper that bears this seal.",
    "The guard of the water tower is to be doubled from tonight on.",
    "Two tankers are on their way to you; sign for them and send the slip back.",
    "Count the tents in the camp again and write the number down.",
    "Whoever has found the keys of the garage is to bring them here.",
    "The telephone line to the east post is cut; send a rider instead.",
    "Return the borrowed generator before the end of the month.",
)


def speaking(folder: Path, files: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Name of a file -> which way its signal of this name speaks."""
    known = groups(folder, files)
    return by_path(known, compared(known), name)


def haul(rows: Mapping[str, tuple[str, str]]) -> dict[str, bytes]:
    """Letters by name: number and date of each."""
    made = {}
    for place, (name, (number, day)) in enumerate(rows.items()):
        made[name] = letter(
            f"No. {number}", f"Date: {date.fromisoformat(day):%-d %B %Y}", body=BODIES[place % len(BODIES)]
        )
    return made


RISING = {f"{n}.txt": (f"{n}/2016", f"2016-0{1 + n // 30}-{1 + n % 28:02}") for n in (3, 10, 25, 40, 55, 70)}


def test_numbers_that_rise_with_their_dates_speak_for_all_of_them(tmp_path: Path) -> None:
    known = groups(tmp_path, haul(RISING))
    found = compared(known)
    assert by_path(known, found, "number") == dict.fromkeys(RISING, "for")
    first = next(one for one in found if one.stated.startswith("25/2016"))
    assert first.found == "10/2016 on 2016-01-11; 40/2016 on 2016-02-13"
    assert len(first.others) == 2
    assert len(first.found_at) == 4
    assert "6 of 6 numbers" in first.why


def test_one_number_out_of_the_order_of_dates_speaks_against_that_paper_alone(tmp_path: Path) -> None:
    rows = {**RISING, "odd.txt": ("8/2016", "2016-02-20")}
    known = groups(tmp_path, haul(rows))
    found = compared(known)
    assert by_path(known, found, "number") == {**dict.fromkeys(RISING, "for"), "odd.txt": "against"}
    odd = next(one for one in found if one.speaks == "against")
    assert odd.found == "3/2016 on 2016-01-04; 10/2016 on 2016-01-11"
    assert "40 days out of step" in odd.why


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (("8/2016", "2016-01-14"), "this one or a paper beside it"),
        (("24/2016", "2016-01-31"), "numbers are reserved"),
        (("60", "2016-01-01"), ""),
        (("1/2016", "2016-03-28"), "may have begun anew"),
    ],
)
def test_what_any_office_does_speaks_neither_way(tmp_path: Path, odd: tuple[str, str], why: str) -> None:
    close = {"26.txt": ("26/2016", "2016-01-28"), "27.txt": ("27/2016", "2016-01-30")}
    known = groups(tmp_path, haul({**RISING, **close, "odd.txt": odd}))
    found = compared(known)
    assert by_path(known, found, "number").get("odd.txt", "neither") == "neither"
    assert why in next((one.why for one in found if one.name == "number" and one.speaks == "neither"), "")


def test_a_series_of_three_says_nothing(tmp_path: Path) -> None:
    rows = dict(list(RISING.items())[:3])
    assert speaking(tmp_path, haul(rows), "number") == {}


def test_numbers_that_begin_anew_with_the_year_are_no_disorder(tmp_path: Path) -> None:
    rows = {f"a{n}.txt": (f"{n}", f"2015-{n // 10 + 1:02}-05") for n in range(10, 110, 10)}
    rows |= {f"b{n}.txt": (f"{n}", f"2016-0{n // 10 + 1}-05") for n in range(10, 40, 10)}
    assert "against" not in speaking(tmp_path, haul(rows), "number").values()


def test_numbers_of_two_registers_under_one_letterhead_say_nothing(tmp_path: Path) -> None:
    rows = {f"a{n}.txt": (f"{500 - 50 * n}", f"2016-0{n + 1}-05") for n in range(8)}
    assert speaking(tmp_path, haul(rows), "number") == {}


def test_the_same_number_on_two_papers_speaks_against_both(tmp_path: Path) -> None:
    rows = {**RISING, "twin.txt": ("25/2016", "2016-02-20")}
    found = speaking(tmp_path, haul(rows), "number")
    assert {name for name, speaks in found.items() if speaks == "against"} == {"25.txt", "twin.txt"}


def test_a_copy_of_a_paper_is_not_another_paper(tmp_path: Path) -> None:
    files = haul(RISING)
    files["copy.txt"] = files["25.txt"].replace(b"Yours faithfully", b"Yours truly")
    found = speaking(tmp_path, files, "number")
    assert found == {**dict.fromkeys(RISING, "for"), "copy.txt": "for"}


def test_a_number_that_may_be_that_of_the_paper_it_answers_never_speaks_against(tmp_path: Path) -> None:
    files = {
        name: data.replace(b"No. ", b"Ref: ")
        for name, data in haul({**RISING, "odd.txt": ("8/2016", "2016-02-20")}).items()
    }
    found = speaking(tmp_path, files, "number")
    assert found["odd.txt"] == "neither"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 60), max_size=14, unique=True))
def test_standing_is_that_of_all_longest_rising_choices(numbers: list[int]) -> None:
    """Against plain slow code: every choice of the row."""
    best: list[set[int]] = []
    for bits in range(1 << min(len(numbers), 10)):
        chosen = [n for place, n in enumerate(numbers[:10]) if bits >> place & 1]
        if all(a < b for a, b in pairwise(chosen)):
            if best and len(chosen) > len(best[0]):
                best = []
            if not best or len(chosen) == len(best[0]):
                best.append(set(chosen))
    for number, found in zip(numbers[:10], standing([(0, n) for n in numbers[:10]]), strict=True):
        count = sum(number in chosen for chosen in best)
        assert found == ("always" if count == len(best) else "sometimes" if count else "never")


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted(RISING)), st.integers(0, 3))
def test_any_number_of_papers_in_order_never_speaks_against_one_of_them(order: list[str], dropped: int) -> None:
    from hearsay.ingest.signals.numbers import numbers
    from hearsay.ingest.signals.traits import Dated, Numbered, Spot, Traits

    spot = Spot("page:x", 0, 1)
    papers = [
        Traits(
            document=f"document:{name}", sha256=name, path=name, kind="letter", voice="", translates="", media_type="", language="",
            scanned=False, is_paper=True, seen=False, number=Numbered(RISING[name][0], "no", True, spot, True),
            dated=Dated(RISING[name][1], spot, True),
        )
        for name in order[dropped:]
    ]  # fmt: skip
    found = list(numbers(papers))
    assert {one.speaks for one in found} <= {"for"}
    assert len(found) == (len(papers) if len(papers) >= 4 else 0)


def paged(text: str) -> Page:
    return Page(sha256="a" * 64, number=1, text_sha256="b" * 64, text=text)


@pytest.mark.parametrize(
    ("line", "value", "own"),
    [
        ("No. 417/2013", "417/2013", True),
        ("Number: 63", "63", True),
        ("Our ref: SUP/12/345", "sup/12/345", True),
        ("Ref. No.: 12-345", "12-345", False),
        ("الرقم: ١٢٣٤/ص", "1234/ص", True),
        ("العدد : ٤١٧", "417", True),
        ("رقم: 1234/ص التاريخ: 24/11/2013", "1234/ص", True),
        ("исх. № 45-12 от 3 марта 2016 г.", "45-12", True),
        ("Приказ № 227", "227", True),
        ("**No.** 12", "12", True),
    ],
)
def test_numbers_of_papers_are_read_in_three_languages(line: str, value: str, own: bool) -> None:  # noqa: FBT001
    found = head(paged(f"OFFICE OF STORES\n{line}\n\nGive out the stores.\n")).number
    assert found is not None
    assert (found.value, found.own) == (value, own)


@pytest.mark.parametrize(
    "line",
    [
        "No. 5 people were seen on the road",
        "رقم الهاتف 123456",
        "Ref: 24/11/2013",
        "Number of lorries: 12",
        "Your ref: 12/3",
        "вх. № 12",
        "Notes 12",
    ],
)
def test_what_is_no_number_of_a_paper_is_none(line: str) -> None:
    assert head(paged(f"OFFICE OF STORES\n{line}\n\nGive out the stores.\n")).number is None


def test_a_letterhead_is_what_stands_above_the_first_line_with_a_label() -> None:
    text = "القيادة العامة\nديوان الجند\n\nالرقم: ٤١٧\nالتاريخ: ٣ آذار ٢٠١٦\n\nأمر\n"
    found = head(paged(text))
    assert [text[line.start : line.end] for line in found.letterhead] == ["القيادة العامة", "ديوان الجند"]
    assert [one.day for one in found.dates] == ["2016-03-03"]
    assert head(paged("# A title of a page\n\nDate: 3 March 2016\n")).letterhead == ()
    assert (
        head(
            paged("A first line of a story that goes on and on and does not end before it has said it all.\nNo. 5\n")
        ).letterhead
        == ()
    )


def test_a_letterhead_that_all_share_speaks_for_and_a_slip_against(tmp_path: Path) -> None:
    files = haul(RISING)
    files["slip.txt"] = (
        haul({"s": ("50/2016", "2016-02-20")})["s"]
        .replace(b"MINISTRY", b"MINISTERY")
        .replace(b"stores at once", b"tents")
    )
    known = groups(tmp_path, files)
    found = compared(known)
    assert by_path(known, found, "letterhead") == {**dict.fromkeys(RISING, "for"), "slip.txt": "against"}
    slip = next(one for one in found if one.name == "letterhead" and one.speaks == "against")
    assert slip.stated == "MINISTERY OF SUPPLY Depot Office"
    assert slip.found == "MINISTRY OF SUPPLY Depot Office"


@pytest.mark.parametrize(
    ("change", "day", "speaks"),
    [
        ((b"MINISTRY", b"MINISTERY"), "2017-02-20", "neither"),
        ((b"Depot Office", b"Depot Office 7"), "2016-02-20", "no signal"),
        ((b"Depot Office", b"Road Office"), "2016-02-20", "no signal"),
        ((b"Depot Office\n", b"Depot Office\nOne State, One People\n"), "2016-02-20", "no signal"),
        ((b"MINISTRY OF SUPPLY\nDepot Office", b"Depot Office\nMINISTRY OF SUPPLY"), "2016-02-20", "against"),
    ],
)
def test_only_small_slips_of_the_same_time_speak_against(
    tmp_path: Path, change: tuple[bytes, bytes], day: str, speaks: str
) -> None:
    files = haul(RISING)
    files["odd.txt"] = haul({"s": ("50/2016", day)})["s"].replace(*change).replace(b"stores at once", b"tents and beds")
    found = speaking(tmp_path, files, "letterhead")
    assert found.get("odd.txt", "no signal") == speaks


def test_differences_of_letterheads() -> None:
    base = ("ministry of supply", "depot office", "tel. 12 34 56")
    assert "spelled" in difference(("ministery of supply", *base[1:]), base)
    assert "digits" in difference((*base[:2], "tel. 12 34 57"), base)
    assert "order" in difference((base[1], base[0], base[2]), base)
    assert "line" in difference((*base, "one state"), base)
    assert difference(("ministry of interior", *base[1:]), base) == ""
    assert difference(base, base) == ""


def test_sketches_of_one_text_are_alike_and_of_two_letters_are_not() -> None:
    one, other = (sketch([paged(letter("No. 1", body=" ".join(BODIES[a:b])).decode())]) for a, b in ((0, 5), (5, 10)))
    near = sketch([paged(letter("No. 1", body=" ".join(BODIES[0:5])).decode().replace("Thursday", "Friday"))])
    assert alike(one, one) == 1.0
    assert alike(one, near) > 0.6
    assert alike(one, other) < 0.5
    assert alike((), ()) == 0.0


def picture(seed: int) -> bytes:
    body = BytesIO()
    Image.linear_gradient("L").rotate(seed).save(body, "PNG")
    return body.getvalue()


def test_one_picture_in_several_papers_speaks_for_them(tmp_path: Path) -> None:
    found: dict[str, list[Record]] = {}
    for place, logo in enumerate((1, 1, 1, 2)):
        lines = [
            para("MINISTRY OF SUPPLY"),
            para(f"No. {place + 1}"),
            para("Dear Sir,"),
            para(BODIES[place]),
            para("Yours faithfully,"),
        ]
        data = docx("".join(lines), {"media/image1.png": picture(logo)}, ("rId5", "image", "media/image1.png"))
        for path, records in read_deep(tmp_path, data, f"{place}.docx").items():
            file = next(r for r in records if isinstance(r, File) and r.path == path)
            found.setdefault(file.sha256, []).extend(records)
    known = {key: described(key, records) for key, records in found.items()}
    signals = [one for one in compared(known) if one.name == "picture"]
    assert sorted(by_path(known, signals, "picture")) == ["0.docx", "1.docx", "2.docx"]
    assert {one.speaks for one in signals} == {"for"}
    assert all(len(one.others) == 3 for one in signals)


def test_a_file_younger_than_the_mail_it_came_with_speaks_against_both(tmp_path: Path) -> None:
    found: dict[str, list[Record]] = {}
    for name, day in (("early", "2013-11-20"), ("late", "2014-03-01")):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@x.org", "b@x.org", f"Stores {name}"
        mail["Date"], mail["Message-ID"] = f"{date.fromisoformat(day):%a, %d %b %Y} 10:15:00 +0200", f"<{name}@x>"
        mail.set_content("See the file.")
        mail.add_attachment(
            docx(para(BODIES[0] + name)), maintype="application", subtype="octet-stream", filename="a.docx"
        )
        for path, records in read_deep(tmp_path, bytes(mail), f"{name}.eml").items():
            file = next(r for r in records if isinstance(r, File) and r.path == path)
            found.setdefault(file.sha256, []).extend(records)
    known = {key: described(key, records) for key, records in found.items()}
    signals = [one for one in compared(known) if one.name == "attachment"]
    assert by_path(known, signals, "attachment") == {"early.eml": "against", "early.eml!/a.docx": "against"}
    assert all("4 days" in one.why and one.rests_on for one in signals)


def test_days_between_are_what_the_test_of_order_believes() -> None:
    assert date(2016, 2, 20) - date(2016, 1, 11) == timedelta(days=40)
