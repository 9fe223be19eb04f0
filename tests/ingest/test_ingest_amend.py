"""What people type becomes a better reading of a page, and nothing else of the page is lost."""

from hashlib import sha256

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from hearsay.ingest import Amend, Entry, entries, settled
from hearsay.ingest.amend import better
from hearsay.model import Page, Passage, Replaced, Ruling, Untranscribed, Word
from hearsay.ports import Group

BOX = (0.1, 0.1, 0.2, 0.2)
words = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=8)


def page_of(text: str) -> Page:
    found, at = [], 0
    for piece in text.split(" "):
        verified = False if piece.isdigit() else None
        found.append(Word(start=at, end=at + len(piece), box=BOX, confidence=0.8, verified=verified))
        at += len(piece) + 1
    digest = sha256(text.encode()).hexdigest()
    return Page(sha256="a" * 64, number=1, text_sha256=digest, text=text, method="ocr", words=tuple(found))


def place(page: Page, start: int, end: int, box: tuple[float, float, float, float] = BOX) -> Untranscribed:
    return Untranscribed(sha256=page.sha256, number=1, box=box, page=page.id, start=start, end=end, guess="x")


def entry(about: str, text: str, by: str, when: str = "2024-01-01", *, twice: bool = False) -> Ruling:
    value = msgspec.json.encode(Entry(text, twice)).decode()
    return Ruling(about=about, by=by, when=when, decision="edit", field="text", value=value)


def amended(page: Page, where: Untranscribed, *rulings: Ruling) -> list[object]:
    old = Passage(page=page.id, start=0, end=len(page.text))
    return list(Amend()(Group(page.sha256, (page, old, where, *rulings))))


def test_a_line_that_was_left_out_comes_to_its_place() -> None:
    page = page_of("one two")
    where = place(page, 7, 7)
    after, *rest = amended(page, where, entry(where.id, "three", "Ana"))
    assert isinstance(after, Page)
    assert (after.text, after.method) == ("one two\nthree", "transcript")
    (gone,) = [r for r in rest if isinstance(r, Replaced)]
    assert (gone.page, gone.by, len(gone.passages)) == (page.id, after.id, 1)
    assert {r.page for r in rest if isinstance(r, Passage)} == {after.id}


def test_a_confirmed_number_keeps_its_page_and_is_verified() -> None:
    page = page_of("wounded 42 men")
    assert page.doubtful(0, 14)
    where = place(page, 8, 10)
    (after,) = amended(page, where, entry(where.id, "42", "Ana"))
    assert isinstance(after, Page)
    assert after.id == page.id
    assert not after.doubtful(0, 14)


def test_two_entries_that_differ_win_nothing() -> None:
    page = page_of("one")
    where = place(page, 3, 3)
    first = entry(where.id, "forty", "Ana", "2024-01-01", twice=True)
    second = entry(where.id, "four", "Ben", "2024-01-02", twice=True)
    third = entry(where.id, "forty ", "Cem", "2024-01-03", twice=True)
    assert amended(page, where, first, second) == []
    (after, *_) = amended(page, where, first, second, third)
    assert isinstance(after, Page)
    assert "forty" in after.text


def test_the_last_word_of_a_person_holds() -> None:
    about = "untranscribed:1"
    typed = entries([entry(about, "new", "Ana", "2024-02-02"), entry(about, "old", "Ana", "2024-01-01")])
    assert settled([e for _, e in typed[about]]) == "new"
    assert settled([]) is None


@given(words, words, st.data())
def test_other_words_keep_text_and_box(kept: list[str], typed: list[str], data: st.DataObject) -> None:
    page = page_of(" ".join(kept))
    spots = sorted({0, len(page.text), *(w.end for w in page.words)})
    at = data.draw(st.sampled_from(spots))
    after = better(page, [(place(page, at, at), " ".join(typed))])
    old = [page.text[w.start : w.end] for w in page.words]
    new = [after.text[w.start : w.end] for w in after.words if not w.verified]
    assert new == old
    assert " ".join(typed) in after.text
    assert "".join(after.text.split()).replace("".join(typed), "", 1) or not kept
    assert len("".join(after.text.split())) == len("".join(kept)) + len("".join(typed))


@given(st.lists(st.sampled_from(["4", "12", "307"]), min_size=1, max_size=5), st.randoms())
def test_several_numbers_at_once_in_any_order(numbers: list[str], rng: object) -> None:
    page = page_of(" ".join(numbers))
    edits = [(place(page, w.start, w.end, (i / 10, 0.0, 1.0, 1.0)), f"{numbers[i]}0") for i, w in enumerate(page.words)]
    rng.shuffle(edits)  # type: ignore[attr-defined]
    after = better(page, edits)
    assert after.text.split() == [f"{n}0" for n in numbers]
    assert all(w.verified for w in after.words)
