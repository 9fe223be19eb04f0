"""Search finds a word in its other spellings and endings, shows where it stands, and keeps up with the pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import FILES, cook, make

from hearsay.errors import CaseMissing, UsageError
from hearsay.pipeline import indexing
from hearsay.pipeline.opened import OpenCase


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCase]:
    folder = make(tmp_path_factory.mktemp("search"))
    cook(folder, "ingest")
    with OpenCase(folder) as opened:
        yield opened


def marked(case: OpenCase, words: str) -> list[tuple[str, list[str]]]:
    """Path and marked words of each hit, each checked against the page."""
    pages = {row["sha256"]: row["text"] for row in case.rows("pages")}
    found = []
    for hit in case.search(words):
        marks = [hit.snippet[a:b] for a, b in hit.marks]
        assert pages[hit.sha256][hit.start : hit.end].startswith(marks[0])
        assert hit.snippet in pages[hit.sha256]
        assert hit.page == 1
        found.append((hit.path.removeprefix("haul/"), marks))
    return found


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("القصر", "القصر"),
        ("قصر", "القصر"),
        ("بالقصر", "القصر"),
        ("للقصر", "القصر"),
        ("والقصر", "القصر"),
        ("القَصْر", "القصر"),
        ("احمد", "أحمد"),
        ("إحمد", "أحمد"),
        ("مدينه", "المدينة"),
        ("مدينة", "المدينة"),
        ("24", "٢٤"),
        ("٢٤", "٢٤"),
        ("۲۴", "٢٤"),
        ("رساله", "الرسالة"),
    ],
)
def test_arabic_spellings_are_one(case: OpenCase, words: str, word: str) -> None:
    assert marked(case, words) == [("arabic.txt", [word])]


@pytest.mark.parametrize(
    ("words", "word"),
    [("орудие", "орудия"), ("орудий", "орудия"), ("город", "города"), ("ПИСЬМОМ", "письмо"), ("очевидец", "")],
)
def test_russian_endings_are_one(case: OpenCase, words: str, word: str) -> None:
    assert marked(case, words) == ([("russian.txt", [word])] if word else [])


def test_all_words_of_one_passage_and_else_of_one_page(case: OpenCase) -> None:
    assert marked(case, "garrison night") == [("report.txt", ["garrison", "night"])]
    assert marked(case, "GARRISON")[0][1] == ["garrison"]
    assert [path for path, _ in marked(case, "garrison brandt")] == ["report.txt"], "two passages of one page"
    assert marked(case, "garrison письмо") == []


def test_phrases_stand_side_by_side(case: OpenCase) -> None:
    assert marked(case, '"took all guns"') == [("report.txt", ["took", "all", "guns"])]
    (hit,) = case.search('"took all guns"')
    assert hit.end - hit.start == len("took all guns")
    (one,) = case.search("garrison night")
    assert one.end - one.start == len("garrison")
    assert marked(case, '"guns all took"') == []
    assert marked(case, "“took all” brandt") == [("report.txt", ["took", "all", "Brandt"])]
    assert marked(case, "«вывезены из города»") == [("russian.txt", ["вывезены", "из", "города"])]


def test_unwanted_words_and_phrases(case: OpenCase) -> None:
    assert len(marked(case, "guns")) == 2
    assert marked(case, "guns -brandt") == [("report.txt", ["guns"])]
    assert marked(case, 'guns -"took all"') == [("report.txt", ["guns"])]
    assert len(marked(case, 'guns -"all took"')) == 2
    assert marked(case, "night -night") == []


@pytest.mark.parametrize("words", ["", "  ", "...", '""', "-guns", "\u064e"])
def test_nothing_to_look_for(case: OpenCase, words: str) -> None:
    with pytest.raises(UsageError, match="no word to look for"):
        case.search(words)


@pytest.mark.parametrize(
    "words", ["a:b", "AND OR NOT", "guns*", "^guns~2", "[a TO b]", '"', "\x00", "x" * 20_000, "'; --"]
)
def test_words_are_words_and_no_language_of_queries(case: OpenCase, words: str) -> None:
    try:
        hits = case.search(words)
    except UsageError:
        return
    assert all(hit.path.endswith("report.txt") for hit in hits)


def test_the_limit_holds(case: OpenCase) -> None:
    assert len(case.search("guns", 1)) == 1


def test_it_keeps_up_with_the_haul(tmp_path: Path) -> None:
    folder = make(tmp_path)

    def hits(words: str) -> list[str]:
        cook(folder, "ingest")
        with OpenCase(folder) as opened:
            return [hit.path for hit in opened.search(words)]

    assert hits("garrison") == ["haul/report.txt"]
    make(folder, {"report.txt": "The militia left.\n", "more.txt": "A garrison stayed.\n"})
    assert hits("militia") == ["haul/report.txt"]
    assert hits("garrison") == ["haul/more.txt"]
    (folder / "haul" / "more.txt").unlink()
    assert hits("garrison") == []
    shutil.copy(folder / "haul" / "report.txt", folder / "haul" / "copy.txt")
    assert hits("militia") == ["haul/copy.txt"], "one content is one document, named by its smallest path"


def test_a_lost_index_is_made_again(tmp_path: Path) -> None:
    folder = make(tmp_path, FILES)
    cook(folder, "ingest")
    shutil.rmtree(folder / "store" / "index")
    with OpenCase(folder) as opened, pytest.raises(CaseMissing, match="index") as caught:
        opened.search("guns")
    assert "run the case again" in caught.value.remedy
    cook(folder, "ingest")
    with OpenCase(folder) as opened:
        assert len(opened.search("guns")) == 2


def test_passages_come_first_then_pages_then_names_and_facts(tmp_path: Path) -> None:
    mail = "From: a@example.org\nTo: b@example.org\nSubject: Lorries\nMessage-ID: <1@example.org>\n\nThey left.\n"
    files = {
        "a.txt": "Lorries stood at the gate.\n\nNobody came.\n",
        "b.txt": "Lorries stood there.\n\nThe gate was shut.\n",
        "lorries at the gate.txt": "An empty hall.\n",
        "mail.eml": mail,
        "copy/of a gate with some lorries.txt": "An empty hall.\n",
    }
    (tmp_path / "haul" / "copy").mkdir(parents=True)
    cook(make(tmp_path, files), "ingest")
    with OpenCase(tmp_path) as opened:
        hits = opened.search("lorries gate")
        assert [(h.path.removeprefix("haul/"), h.where, h.page) for h in hits[:2]] == [
            ("a.txt", "text", 1),
            ("b.txt", "text", 1),
        ]
        assert {(h.path.removeprefix("haul/"), h.where, h.page) for h in hits[2:]} == {
            ("lorries at the gate.txt", "name", 0),
            ("copy/of a gate with some lorries.txt", "name", 0),
        }
        named = next(h for h in hits if h.path == "haul/lorries at the gate.txt")
        assert [named.snippet[a:b] for a, b in named.marks] == ["lorries", "gate"]
        facts = [h for h in opened.search("lorries") if h.where == "fact"]
        assert {h.path for h in facts} == {"haul/mail.eml"}
        assert all(h.snippet[h.start : h.end] == "Lorries" for h in facts)
        (near,) = opened.search("yesterday of a gate with some lorries")[:1]
        assert (near.where, near.missing) == ("name", ("yesterday",))


def test_the_nearest_passage_where_none_holds_all(case: OpenCase) -> None:
    assert case.search("the garrison had left Ashford by noon yesterday at nighttime") == [], "too many are missing"
    (hit,) = case.search("reported on Tuesday that the garrison had left Ashf")
    assert (hit.path, hit.missing) == ("haul/report.txt", ("Ashf",))
    assert case.search("reported on Tuesday that the garrison had left Ashford")[0].missing == ()
    assert case.search("garrison left Ashf") == [], "of few words all are wanted"
    assert case.search("reported on Tuesday that the garrison had left Ashf -meridian") == []
    (arabic,) = case.search("قال المتحدث إن ٢٤ مدفعا نقلت من القصور")
    assert arabic.missing == ("القصور",)


def test_ideographs_are_found_inside_a_line(tmp_path: Path) -> None:
    cook(make(tmp_path, {"a.txt": "軍隊於三月離開了城市。\n", "b.txt": "城市很安靜。\n"}), "ingest")
    with OpenCase(tmp_path) as opened:
        (hit,) = opened.search("離開了城市")
        assert hit.path == "haul/a.txt"
        assert hit.snippet[slice(*hit.marks[0])] == "離"
        assert len(opened.search("城市")) == 2
        assert opened.search("市城") == []


def test_only_what_changed_is_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hearsay.store.search import Index

    folder, seen = make(tmp_path), list[str]()
    update = Index.update

    def spy(self: Index, gone: object, entries: object) -> None:
        listed = list(entries)  # type: ignore[call-overload]
        seen.extend(sorted({entry.sha256 for entry in listed}))
        update(self, gone, listed)  # type: ignore[arg-type]

    monkeypatch.setattr(Index, "update", spy)
    cook(folder, "ingest")
    assert len(seen) == len(FILES)
    cook(folder, "ingest")
    assert len(seen) == len(FILES)
    make(folder, {"report.txt": "The militia left.\n"})
    cook(folder, "ingest")
    assert len(seen) == len(FILES) + 1


@given(st.text(alphabet=st.sampled_from("abzÄß 'ـًلاقصروال٢۴яЖё城市カé.\u200f\u0301-2½\n"), max_size=60))
def test_the_index_holds_the_terms_that_a_question_is_made_of(text: str) -> None:
    assert indexing._terms(text) == [term for term, _, _ in indexing.terms(text)]
