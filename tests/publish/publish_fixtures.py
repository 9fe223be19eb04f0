"""A small case built by hand: a letter in Arabic, a broadcaster in English, a portal in Russian that rewrites it."""

from hashlib import sha256
from typing import Any

from hearsay.model import (
    Anchor,
    Chance,
    Check,
    Claim,
    ClaimKind,
    Commitment,
    Compared,
    Copy,
    Custody,
    Dated,
    Document,
    Drift,
    Event,
    Factor,
    Failure,
    File,
    FileStatus,
    Hedge,
    Hop,
    HopMode,
    Hypothesis,
    Judgement,
    Match,
    NumberCheck,
    Origin,
    Page,
    Proposition,
    Quantity,
    Rating,
    Ratio,
    Record,
    RecordSet,
    Relation,
    Root,
    Ruling,
    SharedSpan,
    Unsure,
    Voice,
    VoiceKind,
)

LETTER = (
    "بسم الله الرحمن الرحيم\n\n"
    "إلى قائد القطاع: تُسحب جميع الأسلحة الثقيلة من محيط المدينة إلى الرقة قبل يوم الجمعة. "
    "ويُترك الجسر سليماً.\n\nديوان الجند، ٢٤ جمادى الآخرة\n"
)
PRESS = (
    "Letters show army and militants traded a city\n\n"
    "Northern Desk has seen copies of a handwritten order. The order appears to confirm that heavy weapons "
    "were withdrawn from the city before the army attacked, and suggests an agreement. "
    "The authenticity of the letter is impossible to verify, but all earlier leaks from the same group proved genuine. "
    "About 90% of the strikes hit other groups.\n"
)
PORTAL = (
    "Армия и боевики договорились о сдаче города\n\n"
    "Документы подтвердили: тяжёлое вооружение вывели из города до начала наступления. "
    "По данным телеканала, соглашение действовало несколько лет.\n"
)


def content(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def page(text: str) -> Page:
    return Page(sha256=content(text), number=1, text_sha256=content(text), text=text)


LETTER_PAGE, PRESS_PAGE, PORTAL_PAGE = page(LETTER), page(PRESS), page(PORTAL)


def at(held: Page, words: str) -> Anchor:
    start = held.text.index(words)
    return Anchor(page=held.id, start=start, end=start + len(words))


def voice(name: str, kind: VoiceKind, held: Page | None = None, mention: str = "") -> Voice:
    mentions = (at(held, mention),) if held and mention else ()
    scope = held.sha256 if held else "case"
    return Voice(name=name, scope=scope, kind=kind, canonical=name.casefold(), mentions=mentions)


DESK = voice("Northern Desk", "outlet")
PORTAL_VOICE = voice("Городской портал", "outlet")
GROUP = voice("some of the defectors", "unnamed", PRESS_PAGE, "the same group")
THE_LETTER = voice("the letter of the soldiers' office", "document", PRESS_PAGE, "a handwritten order")
OFFICE = voice("ديوان الجند", "organisation", LETTER_PAGE, "ديوان الجند")


def hop(
    held: Voice, mode: HopMode, commitment: Commitment, page_of: Page | None = None, cue: str = "", *hedges: str
) -> Hop:
    marks = tuple(Hedge(anchor=at(page_of, one), text=one, kind="appearance") for one in hedges) if page_of else ()
    anchor = at(page_of, cue) if page_of and cue else None
    return Hop(
        voice=held.id, holder=held.name, mode=mode, commitment=commitment, cue=anchor, cue_text=cue, hedges=marks
    )


def claim(held: Page, words: str, chain: tuple[Hop, ...], kind: ClaimKind = "event", **more: Any) -> Claim:
    where = at(held, words)
    return Claim(
        page=held.id, start=where.start, end=where.end, sha256=held.sha256, text=words, kind=kind, chain=chain, **more,
    )  # fmt: skip


ORDER = claim(
    LETTER_PAGE,
    "تُسحب جميع الأسلحة الثقيلة من محيط المدينة إلى الرقة قبل يوم الجمعة",
    (hop(OFFICE, "orders", "CT+", LETTER_PAGE, "إلى قائد القطاع"),),
    "order",
    act="withdraw",
)
HEADLINE = claim(
    PRESS_PAGE,
    "army and militants traded a city",
    (hop(DESK, "asserts", "CT+"), hop(THE_LETTER, "shows", "CT+", PRESS_PAGE, "Letters show")),
    "deal",
    frame="headline",
)
BODY = claim(
    PRESS_PAGE,
    "heavy weapons were withdrawn from the city before the army attacked",
    (
        hop(DESK, "reports", "PR+", PRESS_PAGE, "appears to confirm", "appears to", "suggests"),
        hop(THE_LETTER, "shows", "PR+", PRESS_PAGE, "The order"),
    ),
    "event",
    act="withdraw",
)
TRACK = claim(
    PRESS_PAGE, "all earlier leaks from the same group proved genuine", (hop(DESK, "asserts", "CT+"),), "track_record"
)
DOUBT = claim(
    PRESS_PAGE,
    "The authenticity of the letter is impossible to verify",
    (hop(DESK, "asserts", "CT+"),),
    "source_reliability",
)
_share = at(PRESS_PAGE, "About 90%")
SHARE = claim(
    PRESS_PAGE,
    "About 90% of the strikes hit other groups",
    (hop(DESK, "asserts", "CT+", PRESS_PAGE, "", "About"),),
    "statistic",
    numbers=(
        Quantity(text="About 90%", start=_share.start, end=_share.end, value=0.9, unit="share", approximate=True),
    ),
)
RUSSIAN_HEADLINE = claim(
    PORTAL_PAGE,
    "Армия и боевики договорились о сдаче города",
    (hop(PORTAL_VOICE, "asserts", "CT+"),),
    "deal",
    frame="headline",
)
RUSSIAN = claim(
    PORTAL_PAGE,
    "тяжёлое вооружение вывели из города до начала наступления",
    (hop(PORTAL_VOICE, "quotes", "Uu"), hop(DESK, "asserts", "CT+", PORTAL_PAGE, "подтвердили")),
    "event",
)
CLAIMS = (ORDER, HEADLINE, BODY, TRACK, DOUBT, SHARE, RUSSIAN_HEADLINE, RUSSIAN)


def file(path: str, text: str, status: FileStatus = "ok", reason: str = "") -> File:
    return File(
        path=path, sha256=content(text), size=len(text.encode()), media_type="text/plain", status=status, reason=reason
    )


FILES = (
    file("letters/ديوان 24.txt", LETTER),
    file("press/desk.txt", PRESS),
    file("press/портал.html", PORTAL),
    file("press/broken.docx", "PK", "corrupt", "The archive ends before its directory."),
    file("audio/call.amr", "#!AMR", "unsupported", "No reader for audio is installed."),
)

DOCUMENTS = (
    Document(
        sha256=LETTER_PAGE.sha256, path=FILES[0].path, kind="letter", voice="the letter of the soldiers' office",
        languages=("ar",), inferred=Dated(day="2016-03-02", evidence="the Hijri date on it"),
    ),
    Document(
        sha256=PRESS_PAGE.sha256, path=FILES[1].path, kind="press", outlet="Northern Desk", languages=("en",),
        title="Letters show army and militants traded a city", stated=Dated(day="2016-05-02", evidence="case.toml"),
    ),
    Document(
        sha256=PORTAL_PAGE.sha256, path=FILES[2].path, kind="press", outlet="Городской портал", languages=("ru",),
        title="Армия и боевики договорились", stated=Dated(day="2016-05-03", evidence="metadata"),
    ),
)  # fmt: skip

WITHDRAWAL = Proposition(
    anchor=ORDER.id, text="Heavy weapons were withdrawn from the city before the army attacked", kind="event",
    claims=tuple(sorted((ORDER.id, BODY.id, RUSSIAN.id))), documents=tuple(sorted(d.sha256 for d in DOCUMENTS)),
)  # fmt: skip
DEAL = Proposition(
    anchor=HEADLINE.id, text="Army and militants traded a city", kind="deal",
    claims=tuple(sorted((HEADLINE.id, RUSSIAN_HEADLINE.id))), documents=tuple(sorted((PRESS_PAGE.sha256, PORTAL_PAGE.sha256))),
)  # fmt: skip
PERCENT = Proposition(
    anchor=SHARE.id, text=SHARE.text, kind="statistic", claims=(SHARE.id,), documents=(PRESS_PAGE.sha256,)
)
PRAISE = Proposition(
    anchor=TRACK.id,
    text=TRACK.text,
    kind="track_record",
    claims=(TRACK.id,),
    documents=(PRESS_PAGE.sha256,),
    check_worthy=False,
)
PROPOSITIONS = (WITHDRAWAL, DEAL, PERCENT, PRAISE)

COPIES = (
    Copy(
        later=PORTAL_PAGE.sha256, earlier=PRESS_PAGE.sha256, target="document", kind="translation", probability=0.93,
        direction=0.9, claims=(RUSSIAN.id,), name="телеканал", why="same facts in the same order",
        spans=(SharedSpan(
            later=at(PORTAL_PAGE, "вывели из города"), earlier=at(PRESS_PAGE, "withdrawn from the city"), score=0.8,
        ),),
    ),
    Copy(
        later=PRESS_PAGE.sha256, earlier=LETTER_PAGE.sha256, target="document", kind="quote", credited=True,
        probability=0.9, direction=0.99, claims=(BODY.id,), name="a handwritten order",
    ),
    Copy(later=PORTAL_PAGE.sha256, earlier="some of the defectors", target="voice", kind="cites", credited=True, claims=(RUSSIAN.id,)),
)  # fmt: skip
ORIGINS = (
    Origin(
        proposition=WITHDRAWAL.id, at_least=0, at_most=1, edges=tuple(sorted(c.id for c in COPIES)),
        roots=(Root(name="the letter of the soldiers' office", key="letter", kind="document", claims=(ORDER.id,),
                    documents=(LETTER_PAGE.sha256,)),),
        settle="ask Northern Desk for the originals and for who brought them out",
    ),
    Origin(proposition=DEAL.id, at_least=1, at_most=1, verdict="dependence shown",
           roots=(Root(name="Northern Desk", key="northern desk", kind="named", claims=(HEADLINE.id,)),)),
)  # fmt: skip
DRIFTS = (
    Drift(
        later=HEADLINE.id, earlier=BODY.id, what="certainty_up", before="appears to confirm", after="show",
        before_anchor=at(PRESS_PAGE, "appears to confirm"), after_anchor=at(PRESS_PAGE, "Letters show"),
    ),
    Drift(
        later=RUSSIAN.id, earlier=BODY.id, what="certainty_up", before="appears to confirm", after="подтвердили",
        before_anchor=at(PRESS_PAGE, "appears to confirm"), after_anchor=at(PORTAL_PAGE, "подтвердили"), copy=COPIES[0].id,
    ),
    Drift(later=RUSSIAN.id, earlier=BODY.id, what="caveat_dropped", before="impossible to verify",
          before_anchor=at(PRESS_PAGE, "impossible to verify"), copy=COPIES[0].id),
)  # fmt: skip

CHANCE = Chance(
    hits=24, days=114, p0=0.213, low=0.156, high=0.283, place="Tadmur", radius=20.0, lag=(0, 3), null_first="2015-09-02",
    null_last="2016-09-02", rule="clashes with date precision up to 2 and place precision up to 2",
)  # fmt: skip
SET = RecordSet(
    name="Worked events", sha256="e" * 64, first="2014-01-01", last="2017-12-31", kinds=("clash", "strike"), counts="deaths",
    events=30, sole_source_share=0.85, sole_source="one monitor", attribution="made for this test",
)  # fmt: skip
EVENT = Event(
    record_set="Worked events", code="17", first="2016-03-05", last="2016-03-06", place="Tadmur", kind="clash",
    actors=("army", "militants"), low=2, best=5, high=9, sources=("one monitor",),
)  # fmt: skip
EVIDENCE = (
    SET,
    EVENT,
    Match(
        claim=ORDER.id, event=EVENT.id, relation="context", probability=0.41, chance=CHANCE, lead_days=3.0,
        factors=(Compared(name="place", claimed="المدينة", recorded="Tadmur", weight=0.4, reason="one of two candidates"),),
        ratios=(Ratio(between="written before | written after", low=0.8, high=1.25, why="no custody before the event"),),
        circular=True, why_circular="both rest on one monitor",
    ),
    Check(claim=ORDER.id, reason="The loaded records hold no withdrawals.", context=1, chances=(CHANCE,)),
    Check(claim=RUSSIAN.id, checkable=True),
    NumberCheck(
        claim=SHARE.id, start=_share.start, value=0.9, of="", missing=("base", "period", "table"),
        reason="the text names no base and no period, and no loaded table holds targets",
    ),
)  # fmt: skip

FACTORS = (
    Factor(name="one origin", low=-0.2, high=0.9, reason="all three texts go back to one paper", evidence=(ORDER.id, BODY.id)),
    Factor(
        name="stake", low=-1.1, high=-0.3, reason="the group gains if believed", evidence=(TRACK.id,), given_by="R. Analyst",
        diagnostic=True,
    ),
)  # fmt: skip
HYPOTHESES = (
    Hypothesis(
        question="Was there an agreement?",
        name="agreed",
        text="Both sides agreed on the withdrawal",
        prior_low=0.3,
        prior_high=0.5,
    ),
    Hypothesis(
        question="Was there an agreement?",
        name="retreat",
        text="A retreat without any agreement",
        prior_low=0.3,
        prior_high=0.5,
    ),
)
JUDGEMENTS = (
    Judgement(
        about=WITHDRAWAL.id, subject="proposition", text=WITHDRAWAL.text, low=0.56, high=0.78, words="likely",
        confidence="low: one origin and no record that could show a withdrawal", factors=FACTORS, decides=("one origin",),
        open_question="who brought the letter out",
    ),
    Judgement(about=HYPOTHESES[0].id, subject="hypothesis", text=HYPOTHESES[0].text, low=0.22, high=0.71,
              confidence="two analysts differ", factors=FACTORS),
    Judgement(about=HYPOTHESES[1].id, subject="hypothesis", text=HYPOTHESES[1].text, low=0.46, high=0.74,
              words="roughly even or likely"),
    Judgement(about="the letter of the soldiers' office", subject="genuine", text="The letter is genuine", low=0.1, high=0.9,
              factors=(Factor(name="letterhead", low=0.0, high=0.0, reason="not compared", evidence=(ORDER.id,), diagnostic=False),)),
)  # fmt: skip
RATINGS = (
    Rating(voice="some of the defectors", letter="C", by="R. Analyst", confirmed=5, batches=1, effective=1.0, mean=0.667,
           low=0.224, high=0.975, claimed=(TRACK.id,)),
    Rating(voice="northern desk"),
)  # fmt: skip
CUSTODY = (
    Custody(about=FILES[0].id, position=0, act="wrote", hand="ديوان الجند", when="2016-03-02", on_word_of="Northern Desk"),
    Custody(about=FILES[0].id, position=1, act="brought_out", note="nobody says who"),
    Custody(about=THE_LETTER.id, position=0, act="copied", on_word_of="Northern Desk", anchor=at(PRESS_PAGE, "copies of a handwritten order")),
)  # fmt: skip
UNSURE = (
    Unsure(page=PRESS_PAGE.id, start=at(PRESS_PAGE, "the same group").start, end=at(PRESS_PAGE, "the same group").end,
           question="Which group is “the same group”?", choices=("the defectors", "the soldiers' office"), why="It is named nowhere before"),
)  # fmt: skip
RULINGS = (
    Ruling(about=DEAL.id, by="R. Analyst", when="2026-11-20T10:00:00Z", decision="note", note="Ask the desk's editor who wrote the headline.",
           quote="army and militants traded a city"),
)  # fmt: skip
FAILURES = (
    Failure(
        step="ingest.read",
        key=FILES[3].id,
        reason="The archive ends before its directory.",
        remedy="Ask for the file again.",
    ),
)

RECORDS: tuple[Record, ...] = (
    LETTER_PAGE, PRESS_PAGE, PORTAL_PAGE, DESK, PORTAL_VOICE, GROUP, THE_LETTER, OFFICE, *CLAIMS, *FILES, *DOCUMENTS,
    *PROPOSITIONS, *COPIES, *ORIGINS, *DRIFTS, *EVIDENCE, *HYPOTHESES, *JUDGEMENTS, *RATINGS, *CUSTODY, *UNSURE, *RULINGS,
    *FAILURES, Relation(source=DOUBT.id, target=THE_LETTER.id, kind="weakens"),
)  # fmt: skip
