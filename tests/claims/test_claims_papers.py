"""Papers as voices: orders, lists, doubts, custody.

In: texts written for the tests. Out: nothing.
"""

import pytest
from claims_reading import Reading, read

PAPERS = """\
New letters obtained by the paper shed light on the siege.

They show:

- An agreement to withdraw the guns from Tarfa.

- A deal to trade salt for diesel.

The authenticity of the letters is impossible to verify, but all previous leaks from this source have proved to be genuine.

The letters are copies of handwritten orders sent from the northern command.

One letter requests safe passage for a driver “until he reaches the pass to exchange salt for diesel”.

The deserters claim that this is a trade agreement between the two sides.

Another document contains instructions for a captain to “move all guns out of the valley. We have received intelligence that Tarfa will be bombed on 3 March 2014”.

“Withdraw all guns from in and around Tarfa to Madin province,” the document says.
"""


def paper_of(reading: Reading, words: str) -> str:
    return next(h.holder for h in reading.claim(words).chain if reading.voices[h.voice].kind == "document")


def test_papers_are_voices_of_their_own() -> None:
    reading = read(PAPERS)
    assert paper_of(reading, "safe passage") == "One letter"
    assert paper_of(reading, "move all guns") == paper_of(reading, "Withdraw all guns") == "Another document"


def test_orders_have_issuer_act_object_and_way() -> None:
    order = read(PAPERS).claim("Withdraw all guns").order
    assert order is not None
    assert (order.act, order.object) == ("withdraw", "all guns")
    assert (order.origin, order.destination) == ("in and around Tarfa", "Madin province")
    assert order.issuer == "the northern command"


def test_a_forecast_inside_a_paper_comes_from_its_informant() -> None:
    claim = read(PAPERS).claim("will be bombed")
    assert claim.kind == "forecast"
    assert claim.foretold
    assert claim.chain[-1].holder == "whoever gave the intelligence"
    assert claim.chain[-2].holder == "Another document"
    assert [t.first for t in claim.times] == ["2014-03-03"]


def test_items_stand_for_their_paper() -> None:
    reading = read(PAPERS)
    assert paper_of(reading, "trade salt for diesel") == "One letter"
    assert paper_of(reading, "withdraw the guns from Tarfa") == "Another document"


def test_doubt_weakens_the_papers_and_not_the_gloss() -> None:
    reading = read(PAPERS)
    weakened = {r.target for r in reading.relations if r.kind == "weakens"}
    assert {reading.claim(w).id for w in ("safe passage", "Withdraw all guns", "will be bombed")} <= weakened
    assert reading.claim("this is a trade agreement").id not in weakened


def test_the_gloss_explains_the_paper_before_it() -> None:
    reading = read(PAPERS)
    explained = {(r.source, r.target) for r in reading.relations if r.kind == "explains"}
    assert (reading.claim("this is a trade agreement").id, reading.claim("safe passage").id) in explained


VOUCHED = [
    ("The paper has dealt for years with a rebel unit from the delta, and said so.", "this unit", "a rebel unit"),
    ("The Delta Brigade said that the road was open.", "this group", "Delta Brigade"),
    ("Activists of the Tarfa network said that the road was open.", "the activists", "Activists"),
]


@pytest.mark.parametrize(("before", "called", "name"), VOUCHED)
def test_a_track_record_vouches_for_whom_it_names(before: str, called: str, name: str) -> None:
    reading = read(f"{before} All earlier leaks from {called} proved to be genuine.")
    claim = reading.claim("proved to be genuine")
    targets = [r.target for r in reading.relations if r.kind == "vouches_for" and r.source == claim.id]
    assert claim.kind == "track_record"
    assert [name in reading.voices[t].name for t in targets] in ([True], [])
    assert bool(targets) != any(u.question == "whose track record is this?" for u in reading.unsure)


def test_a_track_record_of_nobody_named_is_an_open_question_and_never_the_speakers_own() -> None:
    reading = read(PAPERS)
    claim = reading.claim("proved to be genuine")
    assert claim.kind == "track_record"
    assert not any(r.kind == "vouches_for" for r in reading.relations)
    assert [u.start for u in reading.unsure if u.question == "whose track record is this?"] == [claim.start]


def test_custody_says_whose_word_it_is() -> None:
    reading = read(PAPERS)
    paper = reading.voice("One letter").id
    acts = {c.act: c for c in reading.custody if c.about == paper}
    assert acts["wrote"].hand == "the northern command"
    assert acts["copied"].hand == ""
    assert acts["wrote"].on_word_of == "Harbour Blog"
    assert "brought_out" not in acts


def test_kinds() -> None:
    kinds = {
        "The agreement was signed by both sides.": "deal",
        "Moscow wanted to keep the port.": "motive",
        "About 40% of the raids were directed against crews.": "statistic",
        "This suggests that the crews were paid.": "conclusion",
        "The raid is shocking.": "evaluation",
        "When do you suppose the minister will tell us about the bribes?": "insinuation",
        "The ledgers were handed over in March.": "provenance",
    }
    assert {text: read(text).claims[0].kind for text in kinds} == kinds
