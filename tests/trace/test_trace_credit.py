"""Credits: agencies, source lines, and the voices of chains."""

import pytest
from trace_making import claim, hop, sha_of, voice, written

from hearsay.model import Copy, Record
from hearsay.ports import Group
from hearsay.settings import DeclaredVoice
from hearsay.trace import Credit


def given(rows: list[Record], *voices: DeclaredVoice) -> dict[str, Copy]:
    found = Credit(voices)(Group("x", tuple(rows)))
    return {copy.earlier: copy for copy in found if isinstance(copy, Copy)}


@pytest.mark.parametrize(
    ("text", "key", "least"),
    [
        ("The bridge was closed. --Reuters", "reuters", 0.9),
        ("AFP - The bridge was closed on Monday.", "afp", 0.9),
        ("The bridge was closed. (Reporting by A. Writer; AFP)", "afp", 0.9),
        ("I saw it fall, she told AFP by telephone.", "afp", 0.9),
        ("An AFP correspondent saw the bridge.", "afp", 0.9),
        ("قالت وكالة رويترز إن الجسر أغلق", "reuters", 0.4),
        ("Мост закрыт, сообщает ТАСС", "tass", 0.9),
    ],
)
def test_agencies_are_credited(text: str, key: str, least: float) -> None:
    copy = given(written("a", text))[key]
    assert copy.probability >= least
    assert copy.kind == "cites"
    assert copy.target == "voice"
    anchor = copy.spans[0].later
    assert copy.name.casefold() == text[anchor.start : anchor.end].casefold() or not text.isascii()


def test_a_source_line_is_credited_as_printed() -> None:
    found = given(written("a", "The bridge was closed.\nSource Dock Radio and agencies"))
    assert "Dock Radio and agencies" in {copy.name for copy in found.values()}


def test_the_credit_of_a_picture_is_none_of_the_words() -> None:
    copy = given(written("a", "The bridge was closed. (AP Photo/A. Writer)"))["ap"]
    assert copy.probability < 0.5


def test_a_word_that_only_looks_like_an_agency_is_none() -> None:
    assert given(written("a", "Keep this under your hat, said sana, and ap is no word.")) == {}


def test_voices_of_a_chain_are_credited_and_the_publisher_is_not() -> None:
    text = "the bridge was closed"
    monitor = voice("Harbour Monitor", "a")
    made = claim("a", text, [hop(monitor)])
    copy = given([*written("a", text), monitor, made])["harbour monitor"]
    assert copy.claims == (made.id,)
    assert copy.later == sha_of("a")


def test_declared_names_and_aliases_are_one_voice_and_own_outlets_are_left_out() -> None:
    text = "the bridge was closed"
    spoken = [voice("HM", "a"), voice("Dock Radio", "a", kind="outlet")]
    rows = [
        *written("a", text, outlet="Dock Radio"),
        *spoken,
        *(claim("a", text, [hop(v)], at=i) for i, v in enumerate(spoken)),
    ]
    found = given(rows, DeclaredVoice(name="Harbour Monitor", kind="organisation", aliases=("HM",)))
    assert set(found) == {"harbour monitor"}
