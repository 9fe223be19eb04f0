"""What Compose writes about a small case of three texts: the table, the sentences, and that each of them is cited."""

import pickle
import random
from dataclasses import replace
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish_fixtures import (
    BODY,
    CLAIMS,
    COPIES,
    CUSTODY,
    DEAL,
    DESK,
    JUDGEMENTS,
    LETTER_PAGE,
    ORDER,
    PERCENT,
    PRAISE,
    PRESS_PAGE,
    RECORDS,
    RUSSIAN,
    SHARE,
    WITHDRAWAL,
    content,
    hop,
    voice,
)

from hearsay.errors import Uncited
from hearsay.model import (
    Anchor,
    Chance,
    Citation,
    Claim,
    Document,
    Drift,
    Finding,
    Hypothesis,
    Judgement,
    Line,
    Match,
    NumberCheck,
    Origin,
    Page,
    Proposition,
    Record,
    Root,
    Unsure,
    Voice,
)
from hearsay.ports import Group
from hearsay.publish import Compose, compose, require_cited
from hearsay.publish.case import Case
from hearsay.publish.chains import chain_words
from hearsay.publish.compose import CHAPTERS, MOST, TOP


def made(*extra: Record, of: tuple[Record, ...] = RECORDS) -> tuple[list[Finding], list[Line]]:
    found = list(compose([*of, *extra]))
    return [r for r in found if isinstance(r, Finding)], [r for r in found if isinstance(r, Line)]


def said(chapter: int, lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines if line.chapter == CHAPTERS[chapter][0])


def test_the_step_is_pure_picklable_and_ends_with_findings_and_lines() -> None:
    step = pickle.loads(pickle.dumps(Compose("A case", "about it")))  # noqa: S301  (our own bytes)
    out = step(Group(key="dossier", records=RECORDS))
    assert {type(record) for record in out} == {Finding, Line}
    assert out == step(Group(key="dossier", records=RECORDS[::-1]))
    assert len({record.id for record in out}) == len(out)


def test_rank_is_by_bearing_on_a_question_then_worth_then_texts() -> None:
    """A person named the praise as evidence for a question; without that the rest decides."""
    rows, _ = made()
    assert [row.proposition for row in rows] == [p.id for p in (WITHDRAWAL, PRAISE, DEAL, PERCENT)]
    assert [row.rank for row in rows] == [0, 1, 2, 3]
    assert [row.documents for row in rows] == [3, 1, 2, 1]
    unasked = tuple(one for one in RECORDS if not (isinstance(one, Judgement) and one.subject == "hypothesis"))
    assert [row.proposition for row in made(of=unasked)[0]] == [p.id for p in (WITHDRAWAL, DEAL, PERCENT, PRAISE)]


def test_deeper_chain_first_and_ties_by_anchor() -> None:
    flat = [
        Proposition(anchor=claim.id, kind="event", claims=(claim.id,), documents=(claim.sha256,)) for claim in CLAIMS
    ]
    rows, _ = made(of=(LETTER_PAGE, PRESS_PAGE, *CLAIMS, *flat))
    depths = [
        len(next(c for c in CLAIMS if c.id == p.anchor).chain) for row in rows for p in flat if p.id == row.proposition
    ]
    assert depths == sorted(depths, reverse=True)
    twos = [p.anchor for row in rows for p in flat if p.id == row.proposition][:3]
    assert twos == sorted(twos)


def test_origins_wordings_record_and_judgement_of_the_first_finding() -> None:
    row = made()[0][0]
    assert (row.at_least, row.at_most, row.verdict) == (0, 1, "independence not established")
    assert row.surest == "Northern Desk, headline: no hedge"
    assert row.weakest == 'Northern Desk: "appears to", "suggests"'
    assert "p0 0.21 (90 % interval 0.16 to 0.28; about 1 in 5)" in row.record
    assert "not checkable: The loaded records hold no withdrawals." in row.record
    assert "circular: adds no weight" in row.record
    assert row.judgement == "likely (56 % to 78 %)"


def test_a_refused_number_and_a_finding_nobody_judged() -> None:
    row = next(row for row in made()[0] if row.proposition == PERCENT.id)
    assert row.record.startswith("number refused: the text names no base and no period")
    assert row.judgement == "cannot be judged"
    assert row.verdict == "not counted"


def test_passing_on_without_own_words_is_no_wording() -> None:
    """An outlet that only quotes (Uu, no hedge, not the last hop) did not choose the weakest wording."""
    only = Proposition(anchor=RUSSIAN.id, kind="event", claims=(RUSSIAN.id,), documents=(RUSSIAN.sha256,))
    row = made(of=(*[r for r in RECORDS if not isinstance(r, Proposition | Drift)], only))[0][0]
    assert row.weakest == row.surest == "Northern Desk: no hedge"


def test_chain_in_words() -> None:
    blog, network, letter = voice("The blog", "outlet"), voice("The network", "outlet"), voice("the letter", "document")
    some = voice("some of the defectors", "unnamed")
    one = voice("one of the defectors", "unnamed")
    case = Case.of([blog, network, letter, some, one, DESK])
    hops = (
        hop(blog, "quotes", "Uu"),
        hop(network, "quotes", "Uu"),
        hop(DESK, "reports", "CT+"),
        hop(letter, "shows", "CT+"),
    )
    assert (
        chain_words(case, replace(BODY, chain=hops))
        == "The blog quotes The network, which quotes Northern Desk, which reports what the letter says"
    )
    asked = (hop(DESK, "asks", "Uu"), hop(one, "affirms", "CT+"))
    assert chain_words(case, replace(BODY, chain=asked)) == "Northern Desk asks one of the defectors, who affirms it"
    claimed = (hop(DESK, "reports", "Uu"), hop(some, "claims", "CT+"))
    assert chain_words(case, replace(BODY, chain=claimed)).endswith(
        "reports the word of some of the defectors, who claim it"
    )
    assert chain_words(case, replace(BODY, chain=())) == "the text does not say who holds it"


def test_the_paragraph_of_a_finding() -> None:
    text = said(0, made()[1])
    assert "Northern Desk reports what the letter of the soldiers' office says: “heavy weapons were" in text
    assert "Городской портал quotes Northern Desk, which asserts it: “тяжёлое вооружение" in text
    assert "2 texts, 1 named origin, dependence shown." in text
    assert "3 texts, at least 0 and at most 1 named origin, independence not established." in text
    assert "What would settle it: ask Northern Desk for the originals" in text


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin(proposition=DEAL.id, at_least=0, at_most=0), "2 texts, no named origin, independence not established."),
        (
            Origin(proposition=DEAL.id, at_least=2, at_most=2, verdict="independence shown",
                   roots=(Root(name="a", key="a", kind="unnamed"), Root(name="b", key="b", kind="unnamed"))),
            "2 texts, 2 unnamed origins, independence shown.",
        ),
        (
            Origin(proposition=DEAL.id, at_least=1, at_most=2,
                   roots=(Root(name="a", key="a", kind="named"), Root(name="b", key="b", kind="inferred"))),
            "2 texts, at least 1 and at most 2 origins, independence not established.",
        ),
    ],
)  # fmt: skip
def test_origins_in_words(origin: Origin, words: str) -> None:
    rest = tuple(record for record in RECORDS if not isinstance(record, Origin))
    assert words in said(0, made(origin, of=rest)[1])


def test_drift_cites_both_wordings_and_names_who_chose_them() -> None:
    lines = [line for line in made()[1] if line.chapter == "What changed on the way"]
    up = next(line for line in lines if "headline" in line.text)
    assert "Northern Desk (press/desk.txt) has “appears to confirm”" in up.text
    assert "Northern Desk, headline (press/desk.txt) has “show”" in up.text
    assert [c.text for c in up.citations] == ["appears to confirm", "Letters show"]
    gone = next(line for line in lines if line.text.startswith("A caveat was dropped"))
    assert "Городской портал (press/портал.html) has nothing of it" in gone.text
    assert len(gone.citations) == 2


def test_likelihood_and_confidence_never_share_a_sentence() -> None:
    lines = [line for line in made()[1] if line.chapter == "What follows"]
    likely = next(line for line in lines if "likely (56 % to 78 %)" in line.text)
    confident = next(line for line in lines if line.text.startswith("Confidence: low"))
    assert "onfidence" not in likely.text
    assert "likely" not in confident.text
    assert any("cannot be judged: the range is 22 % to 71 %" in line.text for line in lines)


def test_every_factor_stands_and_a_persons_is_marked() -> None:
    lines = [line for line in made()[1] if line.text.startswith("Factor")]
    judged = [judgement for judgement in JUDGEMENTS if judgement.id in {line.about for line in lines}]
    assert len(lines) == sum(len(judgement.factors) for judgement in judged)
    assert {line.by for line in lines if "stake" in line.text} == {"R. Analyst"}
    assert {line.by for line in lines if "one origin" in line.text} == {""}


def test_custody_says_on_whose_word() -> None:
    text = said(4, made()[1])
    assert "2016-03-02, on the word of Northern Desk." in text
    assert "brought out, nobody says by whom, as given in case.toml" in text
    assert "“The letter is genuine” cannot be judged" in text


def test_a_word_about_a_track_record_weighs_nothing() -> None:
    text = said(5, made()[1])
    assert "5 confirmed and 0 refuted in 1 batch, worth 1; mean 0.667" in text
    assert "weighs nothing until outcomes are verified" in text


def test_open_questions_keep_their_choices() -> None:
    assert "Which group is “the same group”? Open: the defectors or the soldiers' office." in said(6, made()[1])


def test_what_cannot_be_cited_is_no_line() -> None:
    """The second hypothesis has no evidence, the unread files no page: neither has a sentence."""
    lines = made()[1]
    assert not any("A retreat without any agreement" in line.text for line in lines)
    assert not any("broken.docx" in line.text or "call.amr" in line.text for line in lines)
    assert "The file press/desk.txt is a press text" in said(7, lines)


def test_every_p0_has_its_interval() -> None:
    rows, lines = made()
    for text in [row.record for row in rows] + [line.text for line in lines]:
        assert text.count("p0 ") == text.count("90 % interval 0.16 to 0.28")


def test_chapters_that_overflow_say_so() -> None:
    many = [Unsure(page=PRESS_PAGE.id, start=0, end=7, question=f"Which is thing {n}?") for n in range(MOST + 5)]
    lines = made(of=(PRESS_PAGE, *many))[1]
    assert len(lines) == MOST
    assert lines[-1].text.startswith("6 further sentences of this chapter are left out")


def test_more_findings_than_paragraphs() -> None:
    page = Page(
        sha256=content("x"), number=1, text_sha256="t", text=" ".join(f"Thing{n} fell." for n in range(TOP + 7))
    )
    claims, start = [], 0
    for word in page.text.split(". "):
        claims.append(Claim(page=page.id, start=start, end=start + len(word), sha256=page.sha256, text=word))
        start += len(word) + 2
    held = [
        Proposition(anchor=claim.id, text=claim.text, claims=(claim.id,), documents=(page.sha256,)) for claim in claims
    ]
    rows, lines = made(of=(page, *claims, *held))
    assert len(rows) == TOP + 7
    assert lines[-1].chapter == CHAPTERS[0][0]
    assert lines[-1].text.startswith("7 further findings stand in the table")


def test_an_empty_case_has_nothing_to_say() -> None:
    assert made(of=()) == ([], [])


class TestRequireCited:
    GOOD: ClassVar = Citation(sha256=PRESS_PAGE.sha256, page=1, start=0, end=7, text="Letters", path="press/desk.txt")
    PAGES: ClassVar = {PRESS_PAGE.id: PRESS_PAGE}

    def line(self, *citations: Citation) -> Line:
        return Line(chapter="c", position=0, text="A sentence.", citations=citations)

    def test_a_good_line_passes(self) -> None:
        require_cited([self.line(self.GOOD)], self.PAGES)
        require_cited([self.line(self.GOOD)])

    def test_no_citation(self) -> None:
        with pytest.raises(Uncited, match="No citation under"):
            require_cited([self.line()])

    @pytest.mark.parametrize(
        "wrong",
        [
            replace(GOOD, text="Letterz"), replace(GOOD, end=8), replace(GOOD, start=7, end=7, text=""),
            replace(GOOD, start=-1, end=6), replace(GOOD, page=2), replace(GOOD, sha256="0" * 64),
        ],
    )  # fmt: skip
    def test_wrong_characters(self, wrong: Citation) -> None:
        with pytest.raises(Uncited, match="not those cited"):
            require_cited([self.line(self.GOOD, wrong)], self.PAGES)

    def test_another_reading_of_the_page_will_do(self) -> None:
        other = replace(PRESS_PAGE, text_sha256="0" * 64, text="Lexxers")
        require_cited([self.line(self.GOOD)], {other.id: other, PRESS_PAGE.id: PRESS_PAGE})


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@st.composite
def cases(draw: st.DrawFn) -> list[Record]:
    """Records that hang together loosely: spans may leave their page, parents may be missing."""
    pages = [
        Page(sha256=content(text), number=1, text_sha256=content(text), text=text)
        for text in draw(st.lists(texts, min_size=1, max_size=3))
    ]
    spans = st.tuples(st.sampled_from(pages), st.integers(-2, 90), st.integers(0, 90))
    anchors = st.builds(lambda at: Anchor(page=at[0].id, start=at[1], end=at[1] + at[2]), spans)
    speakers = [
        Voice(name=text, scope="case", canonical=text) for text in draw(st.lists(texts, min_size=1, max_size=3))
    ]
    hops = st.builds(
        hop,
        st.sampled_from(speakers),
        st.sampled_from(["quotes", "shows", "claims"]),
        st.sampled_from(["CT+", "PS-", "Uu"]),
    )
    claims = [
        Claim(
            page=page.id,
            start=start,
            end=start + size,
            sha256=page.sha256,
            text=draw(texts),
            chain=tuple(draw(st.lists(hops, max_size=3))),
        )
        for page, start, size in draw(st.lists(spans, min_size=1, max_size=6))
    ]
    ids = st.sampled_from([claim.id for claim in claims])
    found: list[Record] = [*pages, *speakers, *claims]
    found += [Document(sha256=page.sha256, path=draw(texts)) for page in pages]
    for anchor in draw(st.sets(ids, max_size=3)):
        held = Proposition(anchor=anchor, text=draw(texts), claims=(anchor, draw(ids)))
        found += [
            held,
            Judgement(
                about=held.id, subject="proposition", low=0.2, high=0.3, words="unlikely", confidence=draw(texts)
            ),
        ]
    for _ in range(draw(st.integers(0, 3))):
        found.append(
            Drift(later=draw(ids), earlier=draw(ids), what="date", before=draw(texts), before_anchor=draw(anchors))
        )
        found.append(NumberCheck(claim=draw(ids), start=0, reason=draw(texts)))
        found.append(
            Match(
                claim=draw(ids),
                event="none",
                chance=Chance(
                    hits=0,
                    days=3,
                    p0=0.125,
                    low=0.01,
                    high=0.4,
                    place=draw(texts),
                    radius=5.0,
                    lag=(0, 3),
                    null_first="",
                    null_last="",
                    rule="",
                ),
            )
        )
    return found


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_every_line_is_cited_and_every_citation_slices(records: list[Record], chance: random.Random) -> None:
    out = list(compose(records))
    pages = {record.id: record for record in records if isinstance(record, Page)}
    texts_of = {(page.sha256, page.number): page.text for page in pages.values()}
    require_cited([record for record in out if isinstance(record, Line)], pages)
    for record in out:
        assert isinstance(record, Finding | Line)
        for citation in record.citations:
            assert texts_of[citation.sha256, citation.page][citation.start : citation.end] == citation.text
    chance.shuffle(records)
    assert list(compose(records)) == out


def test_a_judgement_rests_on_the_claims_under_it() -> None:
    line = next(line for line in made()[1] if "likely (56 %" in line.text)
    assert {citation.text for citation in line.citations} == {ORDER.text, BODY.text, RUSSIAN.text}
    assert line.about == JUDGEMENTS[0].id


def test_records_that_are_cited_elsewhere_are_left_alone() -> None:
    """Compose adds nothing to the records of other steps."""
    assert not {record.id for record in compose(RECORDS)} & {record.id for record in (*CLAIMS, *COPIES, *CUSTODY)}
    assert SHARE.id != Hypothesis(question="q", name="n").id
