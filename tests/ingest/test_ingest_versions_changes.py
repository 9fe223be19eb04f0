"""What appeared, vanished and changed between two releases: words, rows, covers."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from renditions_made import ARABIC, ENGLISH, RUSSIAN, content, sha_of

from hearsay.ingest import Compare
from hearsay.ingest.readers.pdf_hidden import COVERED
from hearsay.model import Change, Comparison, Page, Passage, Record, Version
from hearsay.model.intake import Hidden
from hearsay.ports import Group


def compared(before: list[Record], after: list[Record]) -> tuple[Comparison, list[Change]]:
    """The step over two releases; every mark is checked against its page."""
    first, second = sorted((sha_of(before), sha_of(after)))
    version = Version(first=first, second=second, earlier=sha_of(before))
    found = Compare()(Group("pair", (version, *before, *after)))
    assert Compare()(Group("pair", (*after[::-1], *before[::-1], version))) == found
    (comparison,) = (r for r in found if isinstance(r, Comparison))
    changes = [r for r in found if isinstance(r, Change)]
    pages = {r.id: r.text for r in (*before, *after) if isinstance(r, Page)}
    for change in changes:
        for anchor, words in ((change.before, change.was), (change.after, change.became)):
            assert 0 <= anchor.start <= anchor.end <= len(pages[anchor.page])
            assert anchor.start < anchor.end or not words
    return comparison, changes


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    _, changes = compared(content("a", before), content("b", after))
    return [(c.kind, c.was, c.became) for c in changes]


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, RUSSIAN])
def test_what_only_breaks_its_lines_elsewhere_has_not_changed(text: str) -> None:
    assert told(text, " ".join(text.split())) == []
    comparison, _ = compared(content("a", text), content("b", text + " "))
    assert comparison.same == 1.0


def test_words_that_appear_vanish_and_change_are_told_with_their_places() -> None:
    after = (
        ENGLISH.replace("two lorries", "three lorries")
        .replace("He did not sign the paper.", "")
        .replace("was there that night.", "was there that night, and the gate stood open.")
    )
    assert told(ENGLISH, after) == [
        ("changed", "two", "three"),
        ("vanished", "He did not sign the paper", ""),
        ("appeared", "", "and the gate stood open"),
    ]


def test_a_changed_digit_is_never_slight_and_a_misread_letter_is() -> None:
    before = "The clerk counted 296 sacks of grain and wrote the number into the green ledger of the depot."
    _, (one,) = compared(content("a", before), content("b", before.replace("296", "298")))
    assert (one.was, one.became, one.slight) == ("296", "298", False)
    _, (one,) = compared(content("a", before), content("b", before.replace("ledger", "iedger")))
    assert (one.was, one.became, one.slight) == ("ledger", "iedger", True)


@pytest.mark.parametrize("cover", ["█████ ██", "[REDACTED]", "[вымарано]", "[محجوب]", "XXXXXXXX", "(b)(6)"])
def test_covered_words_are_told_in_both_directions(cover: str) -> None:
    black = ENGLISH.replace("Samir Haddad", cover)
    ((kind, was, _),) = told(ENGLISH, black)
    assert (kind, was) == ("blacked", "Samir Haddad")
    ((kind, _, became),) = told(black, ENGLISH)
    assert (kind, became) == ("uncovered", "Samir Haddad")


def test_words_painted_over_in_one_release_count_as_covered_and_are_not_repeated_from_there() -> None:
    at = ENGLISH.index("Samir Haddad")
    hidden = (Hidden(start=at, end=at + len("Samir Haddad"), why=COVERED),)
    before = content("a", ENGLISH)
    after = [replace(r, hidden=hidden) if isinstance(r, Page) else r for r in content("b", ENGLISH + " ")]
    _, (one,) = compared(before, after)
    assert (one.kind, one.was, one.became) == ("blacked", "Samir Haddad", "█" * len("Samir Haddad"))


def test_words_hidden_otherwise_are_gone_and_no_cover_stands_for_them() -> None:
    at = ENGLISH.index("Samir Haddad")
    hidden = (Hidden(start=at, end=at + len("Samir Haddad"), why="deleted by A. N. on 2016-11-22 (tracked change)"),)
    before = content("a", ENGLISH)
    after = [replace(r, hidden=hidden) if isinstance(r, Page) else r for r in content("b", ENGLISH + " ")]
    _, (one,) = compared(before, after)
    assert (one.kind, one.was, one.became) == ("vanished", "Samir Haddad", "")


def test_a_paragraph_that_moved_is_said_to_have_moved() -> None:
    parts = ENGLISH.strip().split("\n\n")
    moved = "\n\n".join([*parts[:2], parts[-1], *parts[2:-1]])
    _, changes = compared(content("a", ENGLISH), content("b", moved))
    assert {c.kind for c in changes} == {"appeared", "vanished"}
    assert all("another place" in c.why and c.slight for c in changes)


WORDS = st.lists(
    st.sampled_from(["depot", "clerk", "bridge", "winter", "answer", "letter", "market", "window", "garden", "river"]),
    max_size=40,
)


@settings(deadline=None, max_examples=80)
@given(WORDS, WORDS)
def test_the_changes_turn_the_one_into_the_other(before: list[str], after: list[str]) -> None:
    one, other = "head one two " + " ".join(before) + " x", "head one two " + " ".join(after) + " x"
    if one == other:
        return
    _, changes = compared(content("a", one), content("b", other))
    text, moved = one, 0
    for change in sorted(changes, key=lambda c: (c.before.start, c.after.start)):
        start, end = change.before.start + moved, change.before.end + moved
        put = f" {change.became} " if change.became else " "
        text = text[:start] + put + text[end:]
        moved += len(put) - (end - start)
    assert text.split() == other.split()


HEAD = "id,day,place,dead"
ROWS = [f"{n},2016-05-{n:02},Ashford,{n * 3}" for n in range(1, 21)]


def table(path: str, rows: list[str], head: str = HEAD) -> list[Record]:
    records = content(path, "\n".join([head, *rows]))
    page = next(r for r in records if isinstance(r, Page))
    at, lines = 0, list[Record]()
    for line in page.text.splitlines(keepends=True):
        lines.append(Passage(page=page.id, start=at, end=at + len(line.rstrip("\n")), kind="table"))
        at += len(line)
    return [records[0], page, *lines]


def test_rows_are_matched_by_their_key_whatever_their_order() -> None:
    after = [*ROWS[10:], *ROWS[1:10]]
    after[after.index(ROWS[5])] = ROWS[5].replace(",18", ",81")
    after.append("77,2016-06-01,Mill,4")
    comparison, changes = compared(table("a", ROWS), table("b", after))
    assert comparison.key == "id"
    assert (comparison.appeared, comparison.vanished, comparison.changed) == (1, 1, 1)
    assert sorted((c.kind, c.was, c.became) for c in changes) == [
        ("appeared", "", "77 | 2016-06-01 | Mill | 4"),
        ("changed", "dead: 18", "dead: 81"),
        ("vanished", ROWS[0].replace(",", " | "), ""),
    ]


def test_numbers_of_rows_are_no_key() -> None:
    """A row put in at the head shifts all numbers: rows are compared by what they say."""
    bare = [f"2016-05-{n:02},Ashford,{n * 3}" for n in range(1, 21)]
    before = [f"{n},{row}" for n, row in enumerate(bare, 1)]
    after = [f"{n},{row}" for n, row in enumerate(["2016-04-30,Mill,7", *bare], 1)]
    comparison, changes = compared(table("a", before, "no,day,place,dead"), table("b", after, "no,day,place,dead"))
    assert comparison.key == "day"
    assert [c.became for c in changes if c.kind == "appeared"] == ["1 | 2016-04-30 | Mill | 7"]


def test_columns_and_covered_cells_are_told() -> None:
    after = [row.replace("Ashford", "[REDACTED]") if row.startswith("7,") else row for row in ROWS]
    _, changes = compared(table("a", ROWS), table("b", [f"{row},x" for row in after], HEAD + ",source"))
    assert [(c.kind, c.was, c.became) for c in changes] == [
        ("appeared", "", "columns: source"), ("blacked", "place: Ashford", "place: [REDACTED]"),
    ]  # fmt: skip


def test_a_table_without_a_key_is_compared_row_by_row() -> None:
    rows = ["Ashford,yes", "Ashford,yes", "Mill,no", "Dock,yes"]
    comparison, changes = compared(table("a", rows, "place,open"), table("b", [*rows[1:], "Dock,yes"], "place,open"))
    assert comparison.key == ""
    assert [(c.kind, c.was, c.became) for c in changes] == [
        ("vanished", "Ashford | yes", ""),
        ("appeared", "", "Dock | yes"),
    ]


def test_a_table_beside_itself_has_not_changed() -> None:
    comparison, changes = compared(table("a", ROWS), table("b", ROWS[::-1]))
    assert (changes, comparison.same) == ([], 1.0)


def test_time_grows_with_the_length_of_the_texts() -> None:
    def seconds(times: int) -> float:
        text = " ".join(f"word{n % 97} thing{n % 89} place{n * 7} clerk." for n in range(400 * times))
        before, after = content("a", text), content("b", text.replace("place70 ", "spot ").replace("thing5 ", ""))
        began = process_time()
        compared(before, after)
        return process_time() - began

    seconds(1)
    assert seconds(20) < 4 * seconds(5) * 1.8 + 0.2
