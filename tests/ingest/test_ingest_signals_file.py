"""Signals of a file: its dates and author against the paper's, mail and cameras, fonts and programs that did not exist yet."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import W, docx
from pdfs import drawn, line, saved
from pikepdf import Name
from signalling import examined, signals, told

from hearsay.ingest import Examine
from hearsay.ingest.signals.existed import character, font, program
from hearsay.model import Anchor, Dated, Document, Fact, File, Page, Record, Signal
from hearsay.ports import Group
from hearsay.settings import DeclaredDocument

PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "Date: 3 March 2016\n\nDear Sir,\n\nGive out the stores.\n"


def paper(
    facts: Iterable[tuple[str, str]],
    *,
    media_type: str = WORD,
    day: str = "2016-03-03",
    method: str = "text",
    **about: str,
) -> list[Signal]:
    """Signals about a letter of one page, dated in its text, with these facts of its file."""
    digest = sha256(TEXT.encode()).hexdigest()
    page = Page(sha256=digest, number=1, text_sha256=digest, text=TEXT, method=method)
    dated = Dated(day=day, evidence="3 March 2016", anchor=Anchor(page=page.id, start=6, end=18))
    document = Document(sha256=digest, kind=about.pop("kind", "letter"), stated=dated, **about)  # type: ignore[arg-type]
    file = File(path="h/file", sha256=digest, media_type=media_type)
    known = [Fact(sha256=digest, name=name, value=value, evidence="metadata") for name, value in facts]
    return signals(Examine()(Group(digest, (document, file, page, *known))))


def of(found: list[Signal], name: str) -> list[tuple[str, str]]:
    return [(one.speaks, one.why) for one in found if one.name == name]


@pytest.mark.parametrize(
    ("media_type", "created", "modified", "speaks", "why"),
    [
        (WORD, "2016-03-01", "2016-03-04", "for", "within 31 days"),
        (WORD, "2009-01-05", "2016-03-03", "for", "within 31 days"),
        (WORD, "2016-03-01", "2018-01-01", "neither", "saved again"),
        (WORD, "2016-03-20", "2016-03-21", "neither", "dated before they are typed"),
        (WORD, "2019-06-01", "2019-06-02", "against", "no file of that day, at best a later copy"),
        (WORD, "2015-06-01", "2015-06-02", "against", "before the date that the paper bears"),
        (WORD, "2016-02-20", "2016-02-22", "neither", "prepared ahead"),
        (PDF, "2019-06-01", "2019-06-01", "neither", "a later print or export"),
        (PDF, "2015-06-01", "2015-06-01", "against", "last saved"),
        (PDF, "2016-03-03", "2016-03-03", "for", "can be set by anybody"),
        (WORD, "1980-01-01", "2016-03-03", "for", "within 31 days"),
    ],
)
def test_the_dates_of_a_file_are_held_against_the_paper(
    media_type: str, created: str, modified: str, speaks: str, why: str
) -> None:
    found = paper([("created", created), ("modified", modified)], media_type=media_type)
    ((told_, reason),) = of(found, "file date")
    assert told_ == speaks
    assert why in reason
    (signal,) = (one for one in found if one.name == "file date")
    assert len(signal.rests_on) == 2
    assert signal.stated == "3 March 2016"


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1995, 1, 1), date(2025, 1, 1)), st.dates(date(1995, 1, 1), date(2025, 1, 1)))
def test_no_file_of_the_week_of_its_paper_is_ever_spoken_against(created: date, day: date) -> None:
    near = abs((created - day).days) <= 7
    found = of(paper([("created", created.isoformat())], day=day.isoformat()), "file date")
    assert len(found) == 1
    assert not near or found[0][0] != "against"


def test_the_dates_of_a_scan_are_those_of_the_scan() -> None:
    found = paper([("created", "2019-06-01"), ("producer", "Skia/PDF m70")], media_type=PDF, method="ocr")
    assert {one.speaks for one in found} == {"neither"}
    assert "those of the scan" in of(found, "file date")[0][1]
    assert "made the scan, not the paper" in of(found, "program")[0][1]


def test_a_file_saved_before_it_was_begun_contradicts_itself_whatever_it_is() -> None:
    found = paper([("created", "2016-03-09"), ("modified", "2016-03-03")], kind="press")
    assert of(found, "file date") == [
        ("against", "the dates that the file keeps contradict each other: it was last saved before it was begun")
    ]
    assert of(paper([("created", "2016-03-04"), ("modified", "2016-03-03")], kind="press"), "file date") == []


def test_press_and_translations_are_of_later_files_by_nature() -> None:
    facts = [("created", "2019-06-01"), ("font", "Bahnschrift"), ("creator", "Microsoft Word 2016")]
    assert paper(facts, kind="press") == []
    assert paper([*facts[:1], ("font", "Calibri")], translates="f" * 64) == []


@pytest.mark.parametrize(
    ("written", "named", "speaks"),
    [
        ("Amal Haddad", "Amal Haddad", ["for"]),
        ("Amal Haddad", "haddad", ["for"]),
        ("أمل حداد", "Amal Haddad", ["for"]),
        ("Amal Haddad", "Ivan Petrov", ["neither"]),
        ("Amal Haddad", "user", []),
        ("Amal Haddad", "Microsoft Office User", []),
    ],
)
def test_authors_are_held_against_each_other_and_never_speak_against(
    written: str, named: str, speaks: list[str]
) -> None:
    digest = sha256(TEXT.encode()).hexdigest()
    records: list[Record] = [
        Document(sha256=digest, kind="letter"),
        File(path="h/file", sha256=digest, media_type=WORD),
        Page(sha256=digest, number=1, text_sha256=digest, text=TEXT),
        Fact(sha256=digest, name="author", value=written, evidence="text"),
        Fact(sha256=digest, name="author", value=named, evidence="metadata"),
    ]
    assert [speak for speak, _ in of(signals(Examine()(Group(digest, tuple(records)))), "author")] == speaks


MAIL = (
    "{received}From: a@x.org\nTo: b@x.org\nSubject: Stores\nDate: {date}\nMessage-ID: <1@x>\n\nGive them out.{more}\n"
)
HOP = "Received: from a by b with SMTP; {when}\n"


def mail(sent: str, received: str = "", more: str = "") -> bytes:
    return MAIL.format(received=HOP.format(when=received) if received else "", date=sent, more=more).encode()


@pytest.mark.parametrize(
    ("sent", "received", "speaks"),
    [
        ("Mon, 04 Mar 2019 10:15:00 +0200", "Mon, 04 Mar 2019 08:15:09 +0000", ["for"]),
        ("Mon, 04 Mar 2019 10:15:00 +0200", "Mon, 04 Mar 2019 13:15:09 +0000", []),
        ("Mon, 04 Mar 2019 10:15:00 +0200", "Fri, 01 Mar 2019 08:15:09 +0000", ["against"]),
        ("Mon, 04 Mar 2019 10:15:00 +0200", "Sun, 03 Mar 2019 20:15:09 +0000", []),
        ("Mon, 04 Mar 2019 10:15:00 +0200", "Wed, 04 Mar 2020 08:15:09 +0000", ["neither"]),
        ("Mon, 04 Mar 2019 10:15:00 +0217", "", ["against"]),
        ("Mon, 04 Mar 2019 10:15:00 +0545", "", []),
        ("Mon, 04 Mar 2019 10:15:00", "Fri, 01 Mar 2019 08:15:09 +0000", []),
        ("whenever", "Fri, 01 Mar 2019 08:15:09 +0000", []),
    ],
)
def test_the_date_of_a_mail_is_held_against_the_first_server(
    tmp_path: Path, sent: str, received: str, speaks: list[str]
) -> None:
    found = examined(tmp_path, mail(sent, received))
    assert [one[0] for one in told(found, "mail date")] == speaks
    assert all(one.at and one.rests_on for one in found if one.name == "mail date")


def test_an_emoji_in_a_mail_from_before_it_existed_speaks_against(tmp_path: Path) -> None:
    head = b"Content-Type: text/plain; charset=utf-8\n"
    found = examined(tmp_path, head + mail("Mon, 03 Mar 2008 10:15:00 +0200", more=" \U0001f600"))
    assert [one[0] for one in told(found, "characters")] == ["against"]
    assert (
        told(examined(tmp_path, head + mail("Mon, 04 Mar 2019 10:15:00 +0200", more=" \U0001f600")), "characters") == []
    )


@pytest.mark.parametrize(
    ("kind", "taken", "speaks", "why"),
    [
        ("letter", "2016-03-01T10:00:00", "against", "before its date"),
        ("letter", "2016-03-02T23:00:00", "neither", "after its date"),
        ("letter", "2018-01-01T10:00:00", "neither", "after its date"),
        ("image", "2016-03-09T10:00:00", "against", "after the date given for it"),
        ("image", "2016-03-03T10:00:00", "for", "agrees"),
        ("image", "2011-03-03T10:00:00", "neither", "before the date given for it"),
    ],
)
def test_pictures_are_held_against_the_clock_of_the_camera(kind: str, taken: str, speaks: str, why: str) -> None:
    digest = "ab" * 32
    document = Document(sha256=digest, kind=kind, stated=Dated(day="2016-03-03", evidence="case.toml"))  # type: ignore[arg-type]
    file = File(path="h/file", sha256=digest, media_type="image/jpeg")
    fact = Fact(sha256=digest, name="taken", value=taken, evidence="metadata")
    ((told_, reason),) = of(signals(Examine()(Group(digest, (document, file, fact)))), "photograph")
    assert told_ == speaks
    assert why in reason
    unset = Fact(sha256=digest, name="taken", value="2000-01-01T00:00:00", evidence="metadata")
    assert Examine()(Group(digest, (document, file, unset))) == []


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Calibri", "Calibri"),
        ("ABCDEF+Calibri-BoldItalic", "Calibri"),
        ("Calibri,Bold", "Calibri"),
        ("Calibri Light", "Calibri Light"),
        ("Calibrix", ""),
        ("NotoNaskhArabic-Regular", "Noto"),
        ("TimesNewRomanPSMT", "Times New Roman"),
        ("Interstate", ""),
        ("Latoya", ""),
    ],
)
def test_fonts_are_known_by_the_names_that_files_give_them(name: str, known: str) -> None:
    thing = font(name)
    assert (thing.name if thing else "") == known


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("Microsoft® Word 2016", 2015),
        ("Microsoft Office Word 2007", 2005),
        ("Microsoft® Word for Microsoft 365", 2020),
        ("LibreOffice 7.3", 2020),
        ("LibreOffice", 2010),
        ("Skia/PDF m90", 2020),
        ("macOS Version 13.1 (Build 22C65) Quartz PDFContext", 2020),
        ("Acrobat Distiller 4.05 for Windows", 0),
        ("Somebody's own program 2016", 0),
    ],
)
def test_programs_are_known_by_the_names_that_files_give_them(name: str, year: int) -> None:
    thing = program(name)
    assert (thing.since.year if thing else 0) == year


def test_characters_are_known_by_their_code() -> None:
    ruble = character("\u20bd")
    assert ruble is not None
    assert ruble.since.year == 2013
    assert character("x") is None


@pytest.mark.parametrize(
    ("facts", "day", "speaks", "why"),
    [
        ([("font", "Calibri")], "2001-05-03", "against", "set as they stand after the date"),
        ([("font", "Calibri")], "2005-05-03", "neither", "only test versions"),
        ([("font", "Calibri")], "2007-05-03", "", ""),
        ([("font", "LiberationSerif"), ("created", "2019-01-01")], "2001-05-03", "neither", "in the place of fonts"),
        ([("font", "LiberationSerif"), ("created", "2001-05-03")], "2001-05-03", "against", "last saved on 2001-05-03"),
        ([("font", "Wingdings")], "1993-05-03", "", ""),
    ],
)
def test_fonts_that_did_not_exist_yet(facts: list[tuple[str, str]], day: str, speaks: str, why: str) -> None:
    found = of(paper(facts, media_type=PDF, day=day), "font")
    assert [one[0] for one in found] == ([speaks] if speaks else [])
    assert all(why in reason for _, reason in found)


@pytest.mark.parametrize(
    ("facts", "speaks", "why"),
    [
        ([("producer", "Microsoft® Word 2016"), ("created", "2010-01-02")], ["against"], "last saved on 2010-01-02"),
        ([("producer", "Microsoft® Word 2016"), ("created", "2019-01-02")], ["neither"], "exported later"),
        ([("producer", "Microsoft® Word 2016")], ["neither"], "exported later"),
        ([("producer", "Acrobat Distiller 4.05")], [], ""),
    ],
)
def test_programs_that_did_not_exist_yet(facts: list[tuple[str, str]], speaks: list[str], why: str) -> None:
    found = of(paper(facts, media_type=PDF, day="2010-01-02"), "program")
    assert [one[0] for one in found] == speaks
    assert all(why in reason for _, reason in found)


def test_a_version_of_office_and_a_format_later_than_the_last_save_contradict_it() -> None:
    facts = [("creator", "Microsoft Office Word"), ("program_version", "16.0000"), ("created", "2003-01-02")]
    found = of(paper(facts, day="2003-01-02"), "program")
    assert [one[0] for one in found] == ["against", "against"]
    other = [("creator", "LibreOffice/7.3"), ("program_version", "15.0000"), ("created", "2021-01-02")]
    assert of(paper(other, day="2021-01-02"), "program") == []


def run(text: str, font_: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font_}" w:hAnsi="{font_}"/></w:rPr>' if font_ else ""
    return f"<w:p><w:r>{fonts}<w:t>{text}</w:t></w:r></w:p>"


STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:cs="Arial"/></w:rPr></w:rPrDefault>
</w:docDefaults></w:styles>"""
THEME = """<a:theme xmlns:a="x"><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="Aptos"/><a:cs typeface=""/>
</a:minorFont></a:fontScheme></a:themeElements></a:theme>"""


def test_a_word_file_tells_the_fonts_of_its_text_and_they_are_held_against_its_date(tmp_path: Path) -> None:
    body = (
        run("Date: 24 November 2013")
        + run("Dear Sir,")
        + run("Give out the stores.", "Georgia")
        + run("Yours faithfully,")
    )
    parts = {"styles.xml": STYLES, "theme/theme1.xml": THEME}
    data = docx(body, parts, ("rId7", "styles", "styles.xml"), ("rId8", "theme", "theme/theme1.xml"))
    found = examined(tmp_path, data)
    assert [(one.speaks, one.found) for one in found if one.name == "font"] == [("against", "Aptos")]
    assert "2013-11-24" in next(one.why for one in found if one.name == "font")


def test_a_pdf_tells_the_fonts_of_its_text(tmp_path: Path) -> None:
    pdf = drawn(line("Date: 3 March 2001") + line("Dear Sir, give out the stores of the depot at once.", y=600))
    pdf.pages[0].Resources.Font.F1.BaseFont = Name("/ABCDEF+Calibri-Bold")
    found = examined(tmp_path, saved(pdf), DeclaredDocument(path="h/file", kind="letter", published=date(2001, 3, 3)))
    assert [(one.speaks, one.found) for one in found if one.name == "font"] == [("against", "Calibri")]
