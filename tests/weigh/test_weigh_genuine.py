"""Is the paper genuine: everything shown, nothing weighed, until a person says how much.

In: small records. Out: nothing.
"""

import pickle

from weigh_build import SETTINGS, claim, group, hop, run, voice

from hearsay.model import Custody, Document, Rating, Relation, Signal, Voice
from hearsay.weigh import JudgeGenuine

STEP = JudgeGenuine(SETTINGS)
LETTER = Voice(name="letter of 3 March", scope="t" * 64, kind="document", canonical="letter of 3 march")


def test_a_paper_cannot_be_judged_by_default() -> None:
    judgement = run(STEP, "letter of 3 march", [LETTER])
    assert (judgement.low, judgement.high, judgement.words) == (0.0, 1.0, "cannot be judged")
    assert (judgement.about, judgement.subject) == (LETTER.id, "genuine")
    assert judgement.text == "letter of 3 March is genuine"
    assert [(factor.low, factor.high) for factor in judgement.factors] == [(0.0, 0.0)]


def test_all_that_bears_on_it_is_shown_with_no_weight() -> None:
    doubt = claim(5, hop("Sky"), text="The authenticity is impossible to verify")
    records = [
        LETTER,
        doubt,
        Relation(source=doubt.id, target=LETTER.id, kind="weakens"),
        Custody(about=LETTER.id, position=0, act="wrote", hand="Headquarters", on_word_of="Sky"),
        Custody(about=LETTER.id, position=1, act="copied"),
        Custody(about=LETTER.id, position=2, act="passed_on", hand="a group from the town", on_word_of="Sky"),
        Custody(about=LETTER.id, position=3, act="obtained", hand="Sky"),
        Custody(about="voice:another paper", position=0, act="wrote", hand="Somebody Else"),
        Signal(about=LETTER.id, name="weekday", stated="Sunday", found="Monday", speaks="against"),
        Rating(voice="another text:group from the town", claimed=("claim:praise",)),
        Rating(voice="somebody else", claimed=("claim:other",), confirmed=9, effective=9.0, mean=10 / 11),
        Rating(voice="tttttttttttt:friends of the group", claimed=("claim:more praise",)),
        Rating(voice="sky", confirmed=5, effective=1.0, mean=2 / 3),
    ]
    judgement = run(STEP, "letter of 3 march", records)
    reasons = {factor.name: factor.reason for factor in judgement.factors}
    assert set(reasons) == {
        "custody",
        "signals: against",
        "stated doubts",
        "claimed track record",
        "verified track record",
    }
    assert all(factor.low == factor.high == 0.0 for factor in judgement.factors)
    assert "impossible to verify" in reasons["stated doubts"]
    assert "weight 0 until verified" in reasons["claimed track record"]
    assert not any("somebody else" in reason.casefold() for reason in reasons.values())
    assert "group from the town, friends of the group" in reasons["claimed track record"]
    assert "nobody named" in reasons["custody"]
    assert judgement.words == "cannot be judged"
    assert "copied" in judgement.open_question


def test_what_several_texts_of_one_paper_repeat_is_one_signal_and_weighs_nothing() -> None:
    texts = [Document(sha256=name, kind="letter", voice="Letter 1") for name in ("typed", "scan")]
    found = [
        Signal(about=text.id, name="weekday", stated=text.sha256, found="Sunday", speaks="against") for text in texts
    ]
    judgement = run(
        STEP, "letter 1", [*texts, *found, Signal(about=texts[0].id, name="hijri", found="x", speaks="for")]
    )
    factors = {factor.name: factor for factor in judgement.factors}
    assert factors["signals: against"].reason.startswith("1 signal speaks against it: weekday.")
    assert len(factors["signals: against"].evidence) == 2
    assert "signals found: 2;" in judgement.confidence
    assert (judgement.low, judgement.high) == (0.0, 1.0)


def test_a_letter_in_the_haul_is_a_paper_and_an_article_is_not() -> None:
    assert run(STEP, "sha", [Document(sha256="sha", kind="letter", title="To the commander")]).text.startswith(
        "To the comm"
    )
    assert STEP(group("sha", [Document(sha256="sha", kind="press", title="News"), voice("Sky")])) == []


def test_the_hands_of_a_letter_in_the_haul_are_those_of_its_file() -> None:
    letter = Document(sha256="sha", kind="letter", voice="Letter 1")
    judgement = run(STEP, "sha", [letter, Custody(about="file:x", position=0, act="wrote", hand="Headquarters")])
    assert "Headquarters" in judgement.factors[0].reason
    assert judgement.confidence.startswith("Hands known by name: 1 of 1")


def test_one_letter_in_several_texts_is_one_paper_under_its_declared_name() -> None:
    declared = Voice(name="Letter 1", scope="case", kind="document", canonical="letter 1")
    spoken = Voice(name="A first letter", scope="p" * 64, kind="document", canonical="letter 1")
    texts = [Document(sha256=name, kind="letter", voice="Letter 1") for name in ("typed", "scan")]
    hands = [Custody(about=f"file:{name}", position=0, act="wrote", hand="Headquarters") for name in ("typed", "scan")]
    judgement = run(STEP, "letter 1", [declared, spoken, *texts, *hands])
    assert judgement.about == declared.id
    assert judgement.text == "Letter 1 is genuine"
    assert judgement.confidence.startswith("Hands known by name: 1 of 1")
    alone = Document(sha256="alone", kind="letter", title="To the commander")
    assert run(STEP, "alone", [alone]).about == alone.id


def test_the_step_travels() -> None:
    assert pickle.loads(pickle.dumps(STEP)) == STEP  # noqa: S301
