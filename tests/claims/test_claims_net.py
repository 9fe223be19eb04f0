"""What nobody understood is not certain, and what is called untrue is denied.

In: short texts. Out: marks, holders, open questions.
"""

import pytest
from claims_reading import read


@pytest.mark.parametrize(
    ("text", "words", "holder"),
    [
        (
            "The harbour master said rumours that two ferries sank were untrue.",
            "two ferries sank",
            "The harbour master",
        ),
        ("The bishop described claims that he owned the vineyard as a lie.", "he owned the vineyard", "The bishop"),
        ("The bank rejected allegations that it had hidden the losses.", "it had hidden the losses", "The bank"),
        ("Reports that the mine had flooded were false, the foreman said.", "the mine had flooded", "the foreman"),
    ],
)
def test_a_report_called_untrue_is_denied_by_whoever_calls_it_so(text: str, words: str, holder: str) -> None:
    claim = read(text).claim(words)
    assert (claim.chain[-1].holder, claim.chain[-1].mode) == (holder, "denies")
    assert (claim.chain[-1].commitment, claim.polarity) == ("CT-", "-")


def test_a_report_called_untrue_by_nobody_else_is_denied_by_the_page() -> None:
    claim = read("It is not true that the orchard was sold.").claim("the orchard was sold")
    assert len(claim.chain) == 1
    assert (claim.chain[0].mode, claim.chain[0].commitment) == ("denies", "CT-")


def test_a_report_called_exaggerated_is_not_taken_back_whole() -> None:
    claim = read("The mayor called reports of a water shortage exaggerated.").claim("water shortage")
    assert (claim.chain[-1].holder, claim.chain[-1].commitment) == ("The mayor", "Uu")


@pytest.mark.parametrize(
    "text",
    [
        "The union refused to say whether the drivers had been paid.",
        "The curator did not deny that the vase had been stolen.",
        "Where was the coastguard, which had the position of the boat?",
        "The bridge will close on Friday unless the weather turns.",
    ],
)
def test_what_is_asked_withheld_or_conditional_is_not_certain(text: str) -> None:
    found = read(text)
    assert found.claims
    assert {claim.chain[-1].commitment for claim in found.claims} == {"Uu"}
    assert any(u.question == "does the text state this as a fact?" for u in found.unsure)


@pytest.mark.parametrize(
    ("text", "words", "holder"),
    [
        ("One nurse said it was gas; the other said it was smoke.", "it was smoke", "a speaker who is not made out"),
        ("ODESSA - One of them said that the port was mined.", "the port was mined", "One of them"),
        ("The WHO warned that measles was spreading.", "measles was spreading", "WHO"),
        ("The council first said the well was clean.", "the well was clean", "The council"),
        ("Two people close to the bishop said he would retire.", "he would retire", "Two people close to the bishop"),
        ("The Norwegian defence ministry said a jet was lost.", "a jet was lost", "Norwegian defence ministry"),
    ],
)
def test_a_holder_is_a_voice(text: str, words: str, holder: str) -> None:
    assert read(text).holders(words)[-1] == holder


@pytest.mark.parametrize(
    "text", ["The farmers burn the stubble.", "The ordinance bans kites.", "Two hamlets lack bread."]
)
def test_a_plain_sentence_in_the_present_is_a_claim(text: str) -> None:
    assert [claim.text for claim in read(text).claims] == [text]


def test_a_sentence_without_a_known_verb_leaves_a_question() -> None:
    found = read("The tailor gruntles his wary apprentice.")
    assert found.claims or any("no verb" in u.why for u in found.unsure)


def test_what_somebody_knew_is_not_his_own_word() -> None:
    found = read("A warden knew that the gate was open, and he took his bicycle home.")
    assert {len(claim.chain) for claim in found.claims} == {1}


def test_what_somebody_did_is_not_what_he_thought() -> None:
    found = read("The pilot believed that the field was empty, and he dropped the crates.")
    assert len(found.claim("he dropped the crates").chain) == 1


NOTED = """To: Head of the northern depot
From: Supply office
Date: 4 June 2018
Subject: Order

Send 30 sacks to Varna [Note of the desk: the figure could be 30 or 80].
The flour is to be moved to the mill. Nobody may enter the yard.
[Translator's note: the stamp is torn.]
"""


def test_a_note_in_a_letter_is_its_writers_and_no_part_of_the_order() -> None:
    found = read(NOTED, kind="letter")
    sent = found.claim("30 sacks")
    assert sent.kind == "order"
    assert sent.chain[-1].commitment == "CT+"
    assert "Note" not in sent.text
    assert found.holders("could be 30 or 80") == ["the writer of “Note of the desk”"]
    assert found.holders("the stamp is torn") == ["the writer of “Translator's note”"]


def test_an_order_in_the_passive_is_an_order() -> None:
    found = read(NOTED, kind="letter")
    moved = found.claim("is to be moved")
    assert moved.order is not None
    assert (moved.kind, moved.order.object, moved.order.destination) == ("order", "The flour", "the mill")
    assert found.claim("Nobody may enter").kind == "order"


LISTED = """According to the ledger:

- nine carts were sold
- the barn was emptied

"We watched them go," said Piet Roos.
"""


def test_a_lead_holds_its_items_and_not_the_quotation_behind_them() -> None:
    found = read(LISTED)
    assert found.holders("nine carts") == ["the ledger"]
    assert found.holders("We watched them") == ["Piet Roos"]


def test_a_lead_under_a_condition_makes_nothing_certain() -> None:
    found = read("If genuine, the ledger would show:\n\n- nine carts were sold\n- the barn was emptied\n")
    assert found.claim("nine carts").chain[-1].commitment == "Uu"


def test_a_line_that_gives_the_word_to_an_outlet_opens_its_text() -> None:
    text = (
        "Here is what Harbour Wire has to say:\n\nNine trawlers left the port on Monday. The crews were paid in cash."
    )
    assert read(text, outlet="Gull Blog").holders("Nine trawlers")[:1] == ["Harbour Wire"]


def test_a_short_answer_is_read_with_its_question() -> None:
    text = "Q: Who opened the sluice?\n\nA: The keeper, Jan Mol.\n\nQ: Did you see him?\n\nA: Yes. I saw him twice.\n"
    claim = read(text).claim("The keeper")
    assert "Who opened the sluice?" in claim.text
    assert claim.frame == "answer"
