"""Which contents are releases of one record, and which are records of their own that look alike."""

from dataclasses import replace
from itertools import permutations
from time import process_time

import pytest
from renditions_made import ARABIC, ENGLISH, RUSSIAN, content, likenesses, sha_of

from hearsay.ingest.readers.pdf_hidden import COVERED
from hearsay.ingest.versions.group import group_up
from hearsay.ingest.versions.titles import read_title
from hearsay.model import File, Page, Passage, Record, Unsure, Version
from hearsay.model.intake import Hidden

MORE = (
    "\nThe mill burned down in the following year, and its owner moved to the coast with his family and the ledgers.\n"
)
FORM = """Dear {name},

Number: {number}

we inform you that your house in {street} stands on land that is needed for the new road along the river. You are asked to
leave it within {days} days and to hand in the keys at the office of the governor. Whoever does not leave in time will be
brought out by the guard, and what is left in the house will be sold. A complaint does not change the day. The office is
open every morning except Friday, and the clerk at the second window will answer questions about the sum that you will get.

The office of the governor
"""


def grouped(*haul: list[Record]) -> tuple[set[tuple[str, ...]], list[Unsure]]:
    """Series as paths in their order, and the questions."""
    found = group_up(likenesses(haul))
    paths = {sha_of(records): records[0].path for records in haul}  # type: ignore[attr-defined]
    after = {v.earlier: v.second if v.earlier == v.first else v.first for v in found if isinstance(v, Version)}
    series = set()
    for start in after.keys() - set(after.values()):
        row, at = [paths[start]], start
        while at in after:
            at = after[at]
            row.append(paths[at])
        series.add(tuple(row))
    return series, [r for r in found if isinstance(r, Unsure)]


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, RUSSIAN])
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("h/paper_draft.docx", "h/paper_final.docx"),
        ("h/paper v1.docx", "h/paper v2.docx"),
        ("h/Отчет проект.docx", "h/Отчет окончательный.docx"),
        ("h/تقرير مسودة.docx", "h/تقرير نهائي.docx"),
        ("2018/104-10306-10010.md", "2022/104-10306-10010.md"),
    ],
)
def test_releases_by_name_stand_in_their_order(text: str, earlier: str, later: str) -> None:
    series, asked = grouped(content(later, text + MORE), content(earlier, text), content("h/other.txt", FORM))
    assert (series, asked) == ({(earlier, later)}, [])


def test_three_releases_are_one_series() -> None:
    haul = [content(f"h/paper_v{n}.docx", ENGLISH + MORE * n) for n in (2, 10, 1)]
    assert grouped(*haul)[0] == {("h/paper_v1.docx", "h/paper_v2.docx", "h/paper_v10.docx")}


def test_one_text_in_two_formats_and_a_scan_of_it_are_one_record() -> None:
    scan = ENGLISH.replace("clerk", "c1erk").replace("depot", "dep0t")
    haul = [
        content("h/ashford.docx", ENGLISH),
        content("h/ashford.pdf", ENGLISH + " "),
        content("h/ashford.png", scan, method="ocr"),
    ]
    assert grouped(*haul)[0] == {("h/ashford.docx", "h/ashford.pdf", "h/ashford.png")}


def test_a_mail_is_known_by_its_message_id_and_by_nothing_else() -> None:
    body = ENGLISH.replace("Number: 417", "Number: 418")
    one = content("a/m.eml", ENGLISH, ("kind", "message"), ("message_id", "1@x"))
    same = content("b/n.eml", body.replace("Samir Haddad", "[REDACTED]"), ("kind", "message"), ("message_id", "1@x"))
    sent_again = content("a/m (1).eml", ENGLISH + " ", ("kind", "message"), ("message_id", "2@x"))
    assert grouped(one, same, sent_again) == ({("a/m.eml", "b/n.eml")}, [])


def test_one_message_id_with_other_words_is_a_question() -> None:
    one = content("a/m.eml", ENGLISH, ("kind", "message"), ("message_id", "1@x"))
    other = content("b/n.eml", FORM, ("kind", "message"), ("message_id", "1@x"))
    series, (question,) = grouped(one, other)
    assert series == set()
    assert "b/n.eml" in question.question


def test_a_page_saved_twice_from_one_address_is_one_record_in_the_order_of_saving() -> None:
    address = ("address", "https://example.org/report")
    one = content("web/x.html", ENGLISH, address, ("saved", "2016-05-04T10:00:00"))
    other = content("web/y.html", ENGLISH + MORE, address, ("saved", "2016-05-02T10:00:00"))
    elsewhere = content("web/z.html", ENGLISH + " ", ("address", "https://example.org/other"))
    assert grouped(one, other, elsewhere) == ({("web/y.html", "web/x.html")}, [])


ROWS = [f"{n},2016-05-{n:02},Ashford,{n * 3}" for n in range(1, 25)]
HEAD = "id,day,place,dead\n"


def table(path: str, rows: list[str]) -> list[Record]:
    """A CSV as its reader gives it: each row a passage of kind table."""
    records = content(path, HEAD + "\n".join(rows))
    page = next(r for r in records if isinstance(r, Page))
    at, lines = 0, list[Record]()
    for line in page.text.splitlines(keepends=True):
        lines.append(Passage(page=page.id, start=at, end=at + len(line.rstrip()), kind="table"))
        at += len(line)
    return [records[0], page, *lines]


def test_a_table_released_twice_is_one_record_and_tables_of_two_years_are_two() -> None:
    new = [f"{n},2017-05-{n - 30:02},Ashford,{n * 3}" for n in range(31, 55)]
    assert grouped(table("h/cables_2010.csv", ROWS), table("h/cables_2011.csv", [*ROWS[:3], *ROWS[5:], "99,x,y,1"])) == (
        {("h/cables_2010.csv", "h/cables_2011.csv")}, []
    )  # fmt: skip
    assert grouped(table("h/cables_2010.csv", ROWS), table("h/cables_2011.csv", new)) == (set(), [])


def test_a_paper_with_covered_words_is_a_release_of_the_one_it_was_made_from() -> None:
    black = ENGLISH.replace("Samir Haddad", "█████").replace("Karim Nasser", "[REDACTED]")
    assert grouped(content("a/one.txt", ENGLISH), content("b/two.pdf", black), content("h/o.txt", FORM))[0] == {
        ("a/one.txt", "b/two.pdf")
    }


def hidden(records: list[Record], words: str, why: str) -> list[Record]:
    """The content as the stages see it, with these words of it hidden."""

    def shown(page: Page) -> Page:
        at = page.text.index(words)
        blank = page.text.replace(words, " " * len(words))
        return replace(page, text=blank, hidden=(Hidden(start=at, end=at + len(words), why=why),))

    return [shown(r) if isinstance(r, Page) else r for r in records]


def test_only_what_is_painted_over_counts_as_covered() -> None:
    whole = content("a/one.ppt", ENGLISH)
    assert grouped(whole, hidden(content("b/two.pdf", ENGLISH + " "), "Samir Haddad", COVERED))[0] == {
        ("a/one.ppt", "b/two.pdf")
    }
    for why in ("speaker notes", "comment", "deleted by A. N. on 2016-11-22 (tracked change)"):
        assert grouped(whole, hidden(content("b/two.pdf", ENGLISH + " "), "Samir Haddad", why)) == (set(), [])


def test_revisions_stand_before_the_file_that_holds_them() -> None:
    haul = []
    for n, path in enumerate(("h/a.pdf!/revision 1.pdf", "h/a.pdf!/revision 2.pdf", "h/a.pdf")):
        file, *rest = content(path, ENGLISH + MORE * n)
        assert isinstance(file, File)
        haul.append([replace(file, hidden="an earlier revision" if "!" in path else ""), *rest])
    for order in permutations(haul):
        assert grouped(*order)[0] == {("h/a.pdf!/revision 1.pdf", "h/a.pdf!/revision 2.pdf", "h/a.pdf")}
    found = [r for r in group_up(likenesses(haul)) if isinstance(r, Version)]
    assert {v.ordered_by for v in found} == {"revisions inside the file"}


def filled(name: str, number: int, street: str, days: int) -> str:
    return FORM.format(name=name, number=number, street=street, days=days)


FORMS = [
    filled("Mrs Haddad", 63, "Mill Lane", 14),
    filled("Mr Nasser", 64, "Bridge Street", 21),
    filled("Mr Brandt", 65, "Dock Road", 7),
]


@pytest.mark.parametrize(
    "paths",
    [
        ("h/order-63.txt", "h/order-64.txt", "h/order-65.txt"),
        ("h/a/notice.txt", "h/b/notice.txt", "h/c/notice.txt"),
        ("h/eviction notice.docx", "h/eviction notice (1).docx", "h/eviction notice (2).docx"),
        ("h/notice 2016-05-03.txt", "h/notice 2016-05-04.txt", "h/notice 2016-05-05.txt"),
        ("h/scan0001.txt", "h/scan0002.txt", "h/scan0003.txt"),
        ("h/eviction.doc", "h/eviction.docx", "h/eviction.pdf"),
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_letters_on_one_form_are_records_of_their_own(paths: tuple[str, str, str], *, numbered: bool) -> None:
    """With a number of their own, and where only names and days tell them apart."""
    texts = FORMS if numbered else ["\n".join(line for line in t.splitlines() if "Number" not in line) for t in FORMS]
    haul = [content(path, text) for path, text in zip(paths, texts, strict=True)]
    for order in permutations(haul):
        assert grouped(*order)[0] == set()


def test_a_form_with_the_marks_of_releases_and_two_numbers_is_a_question() -> None:
    series, (question,) = grouped(content("h/notice_v1.docx", FORMS[0]), content("h/notice_v2.docx", FORMS[1]))
    assert series == set()
    assert "63" in question.why
    assert question.choices == ("one record in two releases", "two records")


def test_a_crowd_on_one_form_is_asked_about_no_one() -> None:
    haul = [content(f"h/notice_v{n}.docx", filled(f"Mrs A{n}", n, f"Lane {n}", n)) for n in range(1, 9)]
    assert grouped(*haul) == (set(), [])


def test_a_member_that_another_speaks_against_is_kept_out_of_a_series() -> None:
    """One message in two dumps, and a file whose name binds it to one of them but whose message id is another."""
    one = content("a/09CAIRO1234.eml", ENGLISH, ("kind", "message"), ("message_id", "1@x"))
    same = content("b/09CAIRO1234.eml", ENGLISH + MORE, ("kind", "message"), ("message_id", "1@x"))
    other = content("c/09CAIRO1234.eml", ENGLISH + " ", ("kind", "message"), ("message_id", "2@x"))
    assert grouped(one, same, other)[0] == {("a/09CAIRO1234.eml", "b/09CAIRO1234.eml")}


def test_a_translation_is_no_release() -> None:
    assert grouped(content("h/paper.txt", ARABIC), content("h/paper_v2.txt", ENGLISH)) == (set(), [])


def test_order_of_input_changes_nothing() -> None:
    haul = [content(f"h/paper_v{n}.docx", ENGLISH + MORE * n) for n in range(4)] + [
        content("h/x.txt", t) for t in FORMS
    ]
    found = group_up(likenesses(haul))
    assert found
    assert group_up(likenesses([records[::-1] for records in haul[::-1]])) == found


@pytest.mark.parametrize(
    ("path", "stem", "number", "stage", "date"),
    [
        ("h/Report v2.1.docx", "report", "0002.0001", "", ""),
        ("h/report_20160503_redacted.pdf", "report", "", "", "2016-05-03"),
        ("h/Приказ 417 проект.doc", "приказ 417", "", "1", ""),
        ("h/order-63.txt", "order 63", "", "", ""),
        ("h/2010.csv", "2010", "", "", ""),
        ("h/cables_2010.csv", "cables", "", "", "2010"),
    ],
)
def test_a_name_is_parted_from_its_marks(path: str, stem: str, number: str, stage: str, date: str) -> None:
    title = read_title(path)
    assert (title.stem, title.number, title.stage, title.date) == (stem, number, stage, date)


def test_cost_grows_with_the_haul() -> None:
    def seconds(count: int) -> float:
        haul = [content(f"h/{n}/notice_v{n % 3}.docx", filled(f"Mrs A{n}", n, f"Lane {n}", n)) for n in range(count)]
        haul += [
            content(f"h/series {n}_v{v}.txt", f"{ENGLISH} {n} " * 2 + MORE * v) for n in range(count) for v in (1, 2)
        ]
        read = likenesses(haul)
        began = process_time()
        group_up(read)
        return process_time() - began

    seconds(10)
    assert seconds(160) < 4 * seconds(40) * 1.8 + 0.2
