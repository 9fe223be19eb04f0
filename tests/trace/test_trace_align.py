"""Shingles, candidates and alignment: what is shared, how surely, which way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from trace_making import SETTINGS, aligned, pairs, sha_of, summary, written

from hearsay.model import Page, Pair
from hearsay.trace import Frequencies
from hearsay.trace.shingling import Part, from_summary, packed, unpacked
from hearsay.trace.spans import common_runs
from hearsay.trace.wording import Wording, keys_of, shingles, wording

STORY = (
    "Two lorries that carried grain from the northern depot were stopped on the bridge at dawn by men without badges. "
    "The drivers waited for nine hours while the cargo was counted twice and a list of names was read out loud. "
    "A clerk from the mill wrote down every sack in a green ledger that nobody was allowed to photograph. "
    "By evening only half of the grain had crossed and the rest was driven back along the flooded river road."
)
OTHER = (
    "The harvest festival opened under heavy rain with a shorter parade than in former years. "
    "Musicians from seven valleys played under tarpaulins while the mayor promised repairs to the stage. "
    "Traders complained that the new permits had doubled in price since the spring and asked for a meeting."
)


def all_rare(text: Wording, width: int) -> NDArray[np.bool_]:
    return np.ones(len(shingles(text.keys, width)), dtype=np.bool_)


def words(text: str) -> list[str]:
    return text.split()


def test_shingle_hashes_are_the_same_on_every_machine() -> None:
    assert [hex(h) for h in shingles(keys_of("one two three four five"), 4).tolist()] == PINNED


PINNED = ["0x7f2edc0e221848a1", "0xd3d7b8fc3f166373"]


def test_apostrophes_and_case_do_not_change_a_word() -> None:
    assert keys_of("Saturday’s BLAST").tolist() == keys_of("saturdays blast").tolist()


def test_a_quotation_inside_a_long_text_is_found_with_its_places() -> None:
    piece = " ".join(words(STORY)[10:46])
    later = OTHER + " " + piece + " " + OTHER.upper()
    table = [written("a", STORY, day="2020-03-01"), written("b", later, day="2020-03-05"), written("c", OTHER)]
    (copy,) = [c for c in aligned(table) if c.target == "document"]
    assert (copy.later, copy.earlier) == (sha_of("b"), sha_of("a"))
    assert copy.probability > 0.9
    assert copy.direction > 0.85
    (span,) = copy.spans
    assert later[span.later.start : span.later.end] == piece
    assert span.earlier is not None
    assert STORY[span.earlier.start : span.earlier.end] == piece


def test_words_in_quotation_marks_are_an_edge_of_kind_quote() -> None:
    piece = " ".join(words(STORY)[20:56])
    table = [written("a", STORY), written("b", f"{OTHER} “{piece}” {OTHER}")]
    assert [copy.kind for copy in aligned(table)] == ["quote"]


def test_small_edits_do_not_cut_a_span() -> None:
    edited = STORY.replace("northern", "southern").replace("nine", "ten").replace("green", "blue")
    one, other = (
        wording([r for r in written(n, t) if isinstance(r, Page)], []) for n, t in (("a", STORY), ("b", edited))
    )
    (run,) = common_runs(one, other, 4, all_rare(one, 4))
    assert run.words == len(words(STORY)) - 3
    assert run.score == pytest.approx(run.words / len(words(STORY)))


def test_texts_on_other_subjects_share_nothing() -> None:
    table = [written("a", STORY), written("b", OTHER)]
    assert pairs(table) == []
    assert aligned(table) == []


def test_boilerplate_of_the_collection_links_nobody() -> None:
    footer = "Readers may send corrections to the desk by post or by telephone on any working day before noon."
    fillers = [
        f"{word} " * 3 + f"unique{i} story{i} about{i} nothing{i} in{i} particular{i}."
        for i, word in enumerate("abcdefghij")
    ]
    table = [written(f"t{i}", f"{text} {footer}") for i, text in enumerate(fillers)]
    assert pairs(table) == []
    assert aligned(table) == []


def test_an_outlets_words_about_itself_are_no_copy() -> None:
    about = (
        "Launched in 1978 the Valley Courier is the leading daily newspaper of the region printed in four towns and "
        "offering its readers exclusive editorials and comprehensive coverage of public affairs."
    )
    assert aligned([written("a", f"{STORY} {about}"), written("b", f"{OTHER} {about}")]) == []


def test_direction_follows_the_day_and_then_the_credit() -> None:
    dated = aligned([written("a", STORY, day="2020-03-05"), written("b", STORY + " " + OTHER, day="2020-03-01")])
    assert dated[0].later == sha_of("a")
    credit = STORY.replace("A clerk", "The Valley Courier reported that a clerk")
    told = aligned(
        [written("a", credit, day="2020-03-01"), written("b", STORY, day="2020-03-01", outlet="Valley Courier")]
    )
    assert told[0].later == sha_of("a")
    assert told[0].credited
    assert told[0].direction >= 0.9


def test_nothing_to_tell_the_order_is_said() -> None:
    (copy,) = aligned([written("a", STORY, day="2020-03-01"), written("b", STORY + " ", day="2020-03-01")])
    assert copy.direction == 0.5
    assert "nothing tells" in copy.why


def test_a_higher_toll_of_the_same_count_is_the_later_text() -> None:
    low, high = (f"At least {n} people were killed at the bridge. {STORY}" for n in (24, 43))
    (copy,) = aligned([written("a", high, day="2020-03-01"), written("b", low, day="2020-03-01")])
    assert copy.later == sha_of("a")
    assert "43 against 24" in copy.why


def test_two_texts_with_one_agency_have_an_unseen_parent() -> None:
    found = aligned([written("a", f"{STORY} --Reuters"), written("b", f"Reuters - {STORY} {OTHER}")])
    inferred = [copy for copy in found if copy.target == "inferred"]
    assert {copy.later for copy in inferred} == {sha_of("a"), sha_of("b")}
    assert {copy.earlier for copy in inferred} == {"inferred:reuters"}
    assert {copy.name for copy in inferred} == {"unseen text of Reuters"}


def test_order_of_input_is_irrelevant() -> None:
    table = [written("a", STORY, day="2020-03-05"), written("b", f"{OTHER} {STORY}"), written("c", OTHER)]
    forward, backward = pairs(table), pairs(table[::-1])
    assert forward == backward
    assert [type(pair) for pair in forward] == [Pair, Pair]
    assert summary(table) == summary(table[::-1])
    assert aligned(table) == aligned([table[1], table[0], table[2]])


def test_how_documents_are_grouped_does_not_change_the_summary() -> None:
    table = [written("a", STORY), written("b", OTHER), written("c", STORY + OTHER), written("d", STORY)]
    counts = from_summary(summary(table))
    assert counts.documents == 4
    assert set(counts.counts.tolist()) == {3, 4}
    assert Frequencies(SETTINGS).join({}) != []


@given(st.lists(st.integers(0, 2**64 - 1), max_size=20), st.sampled_from(["en", "ar", ""]))
def test_a_part_comes_back_as_it_was(hashes: list[int], language: str) -> None:
    side = np.unique(np.array(hashes, dtype=np.uint64))
    back = unpacked(packed(Part(language, side, side[:3], side[:1])))
    assert back.language == language
    assert [back.shingles.tolist(), back.words.tolist(), back.facts.tolist()] == [
        s.tolist() for s in (side, side[:3], side[:1])
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op"]), min_size=1, max_size=60), st.data())
def test_runs_are_disjoint_ordered_and_hold_equal_words(text: list[str], data: st.DataObject) -> None:
    again = data.draw(st.permutations(text))
    one, other = (
        wording([r for r in written(n, " ".join(t)) if isinstance(r, Page)], [])
        for n, t in (("a", text), ("b", list(again)))
    )
    runs = common_runs(one, other, 3, all_rare(one, 3))
    mine = [i for run in runs for i, _ in run.pairs]
    theirs = [j for run in runs for _, j in run.pairs]
    assert len(set(mine)) == len(mine)
    assert len(set(theirs)) == len(theirs)
    for run in runs:
        assert list(run.pairs) == sorted(run.pairs)
        assert all(text[i] == again[j] for i, j in run.pairs)
        assert 0 < run.score <= 1


def test_a_copy_never_holds_itself() -> None:
    same = written("a", STORY)
    assert aligned([same, same]) == []


ENGLISH = "On 14 March 2019 the Syrian army said that 47 lorries and 312 people crossed from Raqqa. 1,850 sacks were counted in Aleppo on 16 March 2019, and Hezbollah denied that it held 23 drivers."
RUSSIAN = "14 марта 2019 года сирийская армия заявила, что 47 грузовиков и 312 человек прошли из Ракки. 1850 мешков были пересчитаны в Алеппо 16 марта 2019 года, а Хезболла отрицала, что удерживает 23 водителей."
ARABIC = "قال الجيش السوري في 14 آذار 2019 إن ٤٧ شاحنة و٣١٢ شخصا عبروا من الرقة. وتم عد ١٨٥٠ كيسا في حلب في 16 آذار 2019، ونفى حزب الله احتجاز ٢٣ سائقا."


@pytest.mark.parametrize(("text", "language"), [(RUSSIAN, "ru"), (ARABIC, "ar")])
def test_texts_of_two_languages_are_joined_by_their_rare_facts(text: str, language: str) -> None:
    table = [
        written("a", ENGLISH, day="2019-03-17"),
        written("b", text, day="2019-03-18", language=language),
        written("c", "On 3 May 2020 the market of Homs sold 77 goats and 512 eggs to Turkey."),
        written("d", "3 мая 2020 года на рынке продали 77 коз.", language="ru"),
    ]
    found = {(pair.first, pair.second) for pair in pairs(table) if isinstance(pair, Pair)}
    assert tuple(sorted((sha_of("a"), sha_of("b")))) in found
    (copy,) = aligned(table)
    assert (copy.kind, copy.later) == ("translation", sha_of("b"))
    assert copy.probability > 0.8
    assert "only these two texts have" in copy.why
    numbers = {ENGLISH[s.earlier.start : s.earlier.end] for s in copy.spans if s.earlier is not None}
    assert any("47" in words for words in numbers)


def test_an_event_in_common_is_no_translation() -> None:
    other = "Рынок в Ракке закрыт 14 марта 2019 года, сообщила мэрия."
    assert aligned([written("a", ENGLISH), written("b", other, language="ru")]) == []
