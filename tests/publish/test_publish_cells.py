"""Cells of a table and phrases of the dossier. In: hostile and plain text. Out: text that no program takes for a command."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_fixtures import RECORDS

from hearsay.model import Finding
from hearsay.publish import compose, defuse, to_csv
from hearsay.publish.phrases import HIDDEN, chance, interval, odds, quoted, visible


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "＝1", '"=1', "\ufeff-2", "\ttab"]
)
def test_formulas_are_defused(cell: str) -> None:
    assert defuse(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "plain", "1 = 1", "a-b", "مرحبا", "'quoted'", " "])
def test_plain_cells_stay(cell: str) -> None:
    assert defuse(cell) == cell


@given(st.text())
def test_no_cell_starts_a_formula(cell: str) -> None:
    assert unicodedata.normalize("NFKC", defuse(cell))[:1] not in set("=+-@\t\r\n")


def test_csv_has_a_row_for_each_finding() -> None:
    rows = list(
        csv.reader(
            io.StringIO(
                to_csv(
                    [
                        *(r for r in compose(RECORDS) if isinstance(r, Finding)),
                        Finding(proposition="p", rank=9, text="=cmd()"),
                    ]
                )
            )
        )
    )
    assert rows[0][:3] == ["rank", "finding", "texts"]
    assert len(rows) == 6
    assert rows[-1][1] == "'=cmd()"


class TestPhrases:
    def test_intervals_are_rounded_outwards(self) -> None:
        assert interval(0.553, 0.781) == "55 % to 79 %"
        assert interval(0.0, 1.0) == "below 1 % to above 99 %"
        assert interval(0.8, 0.95) == "80 % to 95 %"

    @given(st.floats(1e-9, 1 - 1e-9))
    def test_a_chance_never_reads_as_nought_or_one(self, value: float) -> None:
        assert 0 < float(chance(value)) < 1

    @pytest.mark.parametrize(
        ("value", "words"), [(0.25, "about 1 in 4"), (0.7, "about 7 in 10"), (0.0004, "about 1 in 2,500")]
    )
    def test_odds(self, value: float, words: str) -> None:
        assert odds(value) == words

    def test_quotations_are_one_short_line(self) -> None:
        assert quoted("a\n\n b") == "“a b”"
        assert len(quoted("word " * 1000)) < 210
        assert quoted("القصر") == "“\u2068القصر\u2069”"

    @given(st.text(st.characters()))
    def test_visible_leaves_nothing_hidden(self, text: str) -> None:
        assert not HIDDEN.search(visible(text))
