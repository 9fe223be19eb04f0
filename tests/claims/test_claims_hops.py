"""Who says what: golden chains, pronouns, answers, notes of a talk.

In: texts written for the tests. Out: nothing.
"""

import pytest
from claims_reading import read

CHAINS = [
    ("The mayor said that the bridge was closed.", "the bridge was closed", ["The mayor"]),
    ("The bridge was closed on Friday, the mayor said.", "The bridge was closed", ["the mayor"]),
    ("According to Anna Berg, the bridge was closed.", "the bridge was closed", ["Anna Berg"]),
    (
        "The bridge was closed, according to the Coastal Monitoring Group.",
        "The bridge was closed",
        ["Coastal Monitoring Group"],
    ),
    ("“The bridge is closed,” said Anna Berg.", "The bridge is closed", ["Anna Berg"]),
    ("Anna Berg told reporters: “The bridge is closed to all traffic.”", "bridge is closed", ["Anna Berg"]),
    (
        "Anna Berg said that she had been informed by Tom Reed that the order was given in May.",
        "the order was given in May",
        ["Anna Berg", "Tom Reed"],
    ),
    (
        "Berg advised that the clerk told him that the files were burned.",
        "the files were burned",
        ["Berg", "the clerk"],
    ),
    ("The report shows that the roof was hit.", "the roof was hit", ["The report"]),
    ("A letter from Tom Reed stated that the money was gone.", "the money was gone", ["A letter", "Tom Reed"]),
    ("Officials denied that the convoy was hit.", "the convoy was hit", ["Officials"]),
    ("The officer, a veteran of two wars, said the convoy was hit.", "the convoy was hit", ["The officer"]),
]


@pytest.mark.parametrize(("text", "content", "holders"), CHAINS)
def test_chain(text: str, content: str, holders: list[str]) -> None:
    reading = read(text)
    assert reading.holders(content) == holders
    assert reading.claim(content).chain[0].holder == "Harbour Blog"


def test_two_verbs_of_one_speaker_are_two_claims() -> None:
    reading = read("Some of the guards admit that they took bribes and acknowledge that they opened the gate.")
    assert reading.holders("took bribes") == reading.holders("opened the gate") == ["Some of the guards"]
    assert reading.claim("took bribes").id != reading.claim("opened the gate").id


def test_the_clause_beside_an_attribution_is_the_publishers_own() -> None:
    reading = read("The town has two bridges, but leaked documents show that one was never built.")
    assert reading.holders("two bridges") == []
    assert reading.holders("never built") == ["leaked documents"]


def test_a_noun_is_no_verb() -> None:
    reading = read("The handwritten orders were copied in the harbour office.")
    assert reading.holders("orders were copied") == []


def test_speech_of_nobody() -> None:
    reading = read("The director has reportedly left the country.")
    hop = reading.claim("left the country").chain[-1]
    assert reading.voices[hop.voice].kind == "unnamed"
    assert reading.claim("left the country").chain[0].commitment == "Uu"


def test_a_later_surname_is_the_full_name() -> None:
    reading = read("Anna Berg arrived on Monday. Berg said that the bridge was closed.")
    assert reading.holders("the bridge was closed") == ["Anna Berg"]


def test_pronouns_find_their_speaker() -> None:
    reading = read("Anna Berg said that the bridge was closed. She said the port was open.")
    assert reading.holders("the port was open") == ["Anna Berg"]


def test_a_pronoun_without_anyone_is_unsure() -> None:
    reading = read("They said that the bridge was closed.")
    assert reading.unsure
    assert reading.unsure[0].question == "whose voice is this?"


def test_a_quotation_keeps_its_speaker_over_sentences() -> None:
    reading = read("“The bridge was mined at dawn. Nobody told the drivers,” Anna Berg said.")
    assert reading.holders("mined at dawn") == ["Anna Berg"]
    assert reading.holders("told the drivers") == ["Anna Berg"]


def test_one_of_the_guards_is_part_of_the_guards() -> None:
    reading = read("One of the guards said that the gate was open.")
    voice = reading.voice("One of the guards")
    assert reading.voices[voice.part_of].name == "the guards"


def test_answer_carries_the_content_of_the_question() -> None:
    reading = read(
        "I asked one of the guards if the gate was left open on purpose.\n\nHis answer was short. “Of course,” he said."
    )
    claim = reading.claim("left open on purpose")
    assert claim.frame == "answer"
    assert [h.mode for h in claim.chain[-2:]] == ["asks", "affirms"]
    assert claim.chain[-1].holder == "one of the guards"
    assert claim.commitment == "certain"
    assert len(reading.claims) == 1


def test_a_no_denies_the_question() -> None:
    reading = read("I asked the harbour master if the ship was searched. “Never,” he said.")
    assert reading.claim("the ship was searched").chain[-1].mode == "denies"
    assert reading.claim("the ship was searched").chain[-1].commitment == "CT-"


def test_notes_of_a_talk_are_the_others_account() -> None:
    text = "MEMORANDUM\n\nI spoke with Anna Berg about the lease.\n\nBerg said that she signed it in May. The owner paid in cash."
    reading = read(text, kind="memo")
    assert reading.holders("paid in cash") == ["Anna Berg"]
    assert reading.holders("about the lease") == []
