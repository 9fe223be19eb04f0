"""The translator is a voice in the chain of everything that a translation says."""

from hearsay.claims import Extract
from hearsay.model import UNNAMED_TRANSLATOR, Anchor, Claim, Document, Page, Passage, Record, Translation, Voice
from hearsay.ports import Group

LETTER = "To: the commander\n\nTake all heavy guns out of Ashford by night."
NEWS = "Colonel Brandt said that the garrison had left Ashford at night. The bridge is closed."


def read(document: Document, text: str, *more: Record) -> tuple[list[Claim], dict[str, Voice]]:
    page = Page(sha256=document.sha256, number=1, text_sha256="t", text=text)
    passages = [
        Passage(page=page.id, start=at, end=at + len(part), language="en")
        for part in text.split("\n\n")
        for at in [text.index(part)]
    ]
    found = Extract()(Group(document.sha256, (document, page, *passages, *more)))
    voices = {r.id: r for r in found if isinstance(r, Voice)}
    return sorted((r for r in found if isinstance(r, Claim)), key=lambda c: c.start), voices


def chain(claim: Claim) -> list[tuple[str, str]]:
    return [(hop.holder, hop.mode) for hop in claim.chain]


ORIGINAL = Document(sha256="a", path="a.txt", kind="letter", voice="Order 417", languages=("ar",))
NAMED = Document(sha256="b", path="b.txt", kind="letter", translates="a", translator="Ana Ruiz", languages=("en",))


def test_a_letter_speaks_through_its_translator_under_the_name_of_the_original() -> None:
    claims, voices = read(NAMED, LETTER, ORIGINAL)
    (order,) = [c for c in claims if c.kind == "order"]
    assert chain(order) == [("Ana Ruiz", "translates"), ("Order 417", "orders")]
    assert order.chain[0].commitment == "Uu"
    assert voices[order.chain[0].voice].kind == "person"
    assert [hop.holder for hop in order.own_chain] == ["Order 417"]
    assert order.order is not None
    assert order.order.addressee == "the commander"


def test_a_translator_whom_nobody_names_is_a_voice_without_a_name() -> None:
    document = Document(sha256="b", path="b.txt", kind="letter", translates="a", translator=UNNAMED_TRANSLATOR)
    claims, voices = read(document, LETTER, ORIGINAL)
    assert {c.chain[0].holder for c in claims} == {UNNAMED_TRANSLATOR}
    assert {voices[c.chain[0].voice].kind for c in claims} == {"unnamed"}


def test_an_outlet_that_prints_the_translation_of_anothers_text_quotes_it() -> None:
    original = Document(sha256="a", path="a.txt", kind="press", outlet="Channel North", languages=("ar",))
    document = Document(
        sha256="b", path="b.txt", kind="press", outlet="The Plain Ledger", translates="a", translator="Ana Ruiz"
    )
    claims, _ = read(document, NEWS, original)
    assert chain(claims[0]) == [
        ("The Plain Ledger", "quotes"), ("Ana Ruiz", "translates"), ("Channel North", "quotes"), ("Brandt", "asserts"),
    ]  # fmt: skip
    assert chain(claims[1])[:2] == chain(claims[0])[:2]
    assert claims[1].chain[2].holder == "Channel North"
    same = Document(
        sha256="b", path="b.txt", kind="press", outlet="Channel North", translates="a", translator="Ana Ruiz"
    )
    claims, _ = read(same, NEWS, original)
    assert [hop.holder for hop in claims[1].chain] == ["Ana Ruiz", "Channel North"]


def test_without_the_original_the_translator_stands_before_the_papers_own_voice() -> None:
    at = Anchor(page="p", start=0, end=4)
    document = Document(sha256="b", path="b.txt", outlet="Channel North", translator="Ana Ruiz", translator_at=at)
    claims, _ = read(document, NEWS)
    assert [hop.holder for hop in claims[1].chain] == ["Ana Ruiz", "Channel North"]
    assert claims[1].chain[0].mention == at


def test_a_note_of_the_translator_is_not_the_papers_word() -> None:
    text = LETTER + "\n\nTranslator's note: the copy was not signed. The stamp is missing."
    claims, _ = read(NAMED, text, ORIGINAL)
    noted = [c for c in claims if "signed" in c.text or "stamp" in c.text]
    assert len(noted) == 2
    assert all(c.chain[0].holder == "Ana Ruiz" for c in noted)
    assert not any(hop.holder == "Order 417" for c in noted for hop in c.chain)
    assert any(hop.holder == "Order 417" for c in claims for hop in c.chain)


def test_of_a_paper_in_two_languages_only_the_half_that_translates_has_a_translator() -> None:
    text = "The bridge is closed.\n\nThe garrison left Ashford at night."
    half = Translation(sha256="b", original="b", found_by="one paper", language="en", source="fr", direction=0.9)
    document = Document(sha256="b", path="b.txt", outlet="Channel North", translator="Ana Ruiz")
    page = Page(sha256="b", number=1, text_sha256="t", text=text)
    passages = [
        Passage(page=page.id, start=0, end=21, language="fr"), Passage(page=page.id, start=23, end=len(text), language="en"),
    ]  # fmt: skip
    found = Extract()(Group("b", (document, page, *passages, half)))
    claims = sorted((r for r in found if isinstance(r, Claim)), key=lambda c: c.start)
    assert [[hop.holder for hop in c.chain] for c in claims] == [["Channel North"], ["Ana Ruiz", "Channel North"]]


def test_what_is_no_translation_has_no_translator() -> None:
    claims, _ = read(ORIGINAL, LETTER)
    assert [[hop.holder for hop in c.chain] for c in claims] == [["Order 417"]]
