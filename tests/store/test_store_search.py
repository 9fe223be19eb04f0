"""The index: all of the phrases, none of what is unwanted; kept up document by document; made again when it is lost."""

import shutil
from pathlib import Path

import pytest

from hearsay.store.search import Asked, Entry, Index, Level


def entry(sha256: str, words: str, *, level: Level = "passage", start: int = 0) -> Entry:
    return Entry(sha256, f"page:{sha256}", 1, start, start + len(words), level, words.split())


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "deep" / "index")
    made.update(
        (),
        [
            entry("a", "the guns left the town at night"),
            entry("b", "the town left its guns behind"),
            entry("c", "a quiet night", start=40),
            entry("a", "the guns left the town at night and nobody said why", level="page"),
        ],
    )
    return made


def found(index: Index, *phrases: str, without: tuple[str, ...] = (), level: Level = "passage") -> list[str]:
    asked = Asked(tuple(tuple(p.split()) for p in phrases), tuple(tuple(w.split()) for w in without))
    return [hit.sha256 for hit in index.search(asked, level=level)]


def test_all_words_are_needed(index: Index) -> None:
    assert sorted(found(index, "guns", "town")) == ["a", "b"]
    assert found(index, "guns", "night") == ["a"]
    assert found(index, "guns", "quiet") == []
    assert found(index, "why") == []
    assert found(index, "why", level="page") == ["a"]


def test_phrases_stand_side_by_side(index: Index) -> None:
    assert found(index, "guns left") == ["a"]
    assert found(index, "town left") == ["b"]
    assert found(index, "night guns") == []


def test_unwanted_words_and_phrases_leave_out(index: Index) -> None:
    assert found(index, "guns", without=("behind",)) == ["a"]
    assert found(index, "guns", without=("left the town",)) == ["b"]
    assert sorted(found(index, "guns", without=("night behind",))) == ["a", "b"]


def test_a_hit_says_where_it_stands(index: Index) -> None:
    (hit,) = index.search(Asked((("quiet",),)), level="passage")
    assert (hit.page, hit.number, hit.start, hit.end) == ("page:c", 1, 40, 53)
    assert hit.score > 0


def test_the_best_come_first_and_no_more_than_the_limit(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.update((), [entry(f"{n:02}", "town " + "x " * n) for n in range(30)])
    hits = index.search(Asked((("town",),)), level="passage", limit=5)
    assert [h.sha256 for h in hits] == ["00", "01", "02", "03", "04"]


def test_a_document_is_replaced_whole(index: Index) -> None:
    index.update(["a"], [entry("a", "nothing left")])
    assert found(index, "town") == ["b"]
    assert found(index, "nothing") == ["a"]
    assert found(index, "why", level="page") == []
    index.update(["a"], ())
    assert index.size == 2


def test_another_reader_sees_what_was_written(index: Index, tmp_path: Path) -> None:
    other = Index(tmp_path / "deep" / "index")
    assert found(other, "quiet") == ["c"]
    assert other.size == index.size == 4


def test_a_lost_index_is_empty_not_an_error(index: Index, tmp_path: Path) -> None:
    assert index.size
    shutil.rmtree(tmp_path / "deep")
    assert Index(tmp_path / "deep" / "index").size == 0


def test_a_spoilt_index_is_made_anew(index: Index, tmp_path: Path) -> None:
    assert index.size
    (tmp_path / "deep" / "index" / "meta.json").write_text("{", "utf-8")
    again = Index(tmp_path / "deep" / "index")
    assert again.size == 0
    again.update((), [entry("d", "new words")])
    assert found(again, "new") == ["d"]
