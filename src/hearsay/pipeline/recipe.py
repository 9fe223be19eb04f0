"""The recipe: all six stages, each a few lines, in the order of the work.

In: a session on a case. Out: the case's records, up to and including the stage asked for.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from hearsay.errors import HearsayError
from hearsay.model import Failure, Record, Summary

from . import groups, renditions, writings
from .coherence import unfound, unheard
from .hands import chains
from .loading import declared_translations, gazetteer, keep_declared, load_events
from .refound import refind, refind_places
from .session import Session
from .unread import unread
from .veil import seen

Stage = Literal["ingest", "claims", "trace", "check", "weigh", "publish"]
STAGES: tuple[Stage, ...] = ("ingest", "claims", "trace", "check", "weigh", "publish")

_SHOWN = (
    "file", "duplicate", "document", "page", "custody", "voice", "claim", "relation", "unsure", "proposition", "copy",
    "drift", "origin", "recordset", "event", "match", "check", "numbercheck", "rating", "hypothesis", "judgement",
    "failure", "ruling", "fact", "signal",
)  # fmt: skip


def cook(session: Session, last: Stage = "publish") -> None:
    """Do all stages up to `last`; what is done already costs nothing."""
    for stage in STAGES[: STAGES.index(last) + 1]:
        _DO[stage](session)


def ingest(s: Session) -> None:
    """What is in here, and is nothing lost?"""
    from hearsay.ingest import Amend, Describe, Read, TypeIn, discovered, find, installed

    from .intake import read_all

    declared = s.case.declared
    found = list(find(s.case.folder, declared.inputs))
    plugins, notes = discovered()
    s.notes += notes
    step = Read(declared.settings.ingest, installed(), plugins)
    read = read_all(s, step, found)
    s.put("ingest.unread", "all", list(unread(s.shelf.records(Failure), read, step.around)))
    refind_places(s)
    s.step(Amend(), groups.typed(s.shelf, s.store))
    s.step(TypeIn(), renditions.typed_in(s.shelf))
    s.put("ingest.declared", "all", declared_translations(s))
    _relate(s)
    hands = tuple(chain.custody for chain in chains(s.case))
    s.step(Describe(declared.documents, hands), seen(writings.described(s.shelf)))
    _compare(s)
    _signal(s)
    s.notes += unfound(s.case, s.shelf)


def _relate(s: Session) -> None:
    """Which papers are translations of which, which are releases of one record?"""
    from hearsay.ingest import Relate

    s.whole(Relate(), seen(renditions.together(s.shelf)))


def _compare(s: Session) -> None:
    """What do translations say otherwise, what changed between releases?"""
    from hearsay.ingest import Align, Compare

    s.step(Align(), seen(renditions.translations(s.shelf)))
    s.step(Compare(), seen(renditions.versions(s.shelf)))


def _signal(s: Session) -> None:
    """What speaks for or against papers being genuine and dates being right?"""
    from hearsay.ingest import Confront, Examine

    s.step(Examine(), seen(writings.comparable(s.shelf, "file", "fact")))
    s.whole(Confront(), seen(writings.comparable(s.shelf, "file", "fact", "imprint")))


def claims(s: Session) -> None:
    """Who says what, on whose word, how surely?"""
    from hearsay.claims import Extract

    keep_declared(s)
    step = Extract(s.case.declared.voices, gazetteer(s))
    s.step(step, seen(renditions.read(s.shelf)))
    refind(s)
    s.notes += unheard(s.case, s.shelf)


def trace(s: Session) -> None:
    """Who copied whom, what changed on the way, how many independent origins?"""
    from hearsay.trace import Align, Candidates, Count, Credit, Follow, Frequencies, Oppose, Propose

    voices, settings = s.case.declared.voices, s.case.declared.settings.trace
    common = _summary(s.whole(Frequencies(settings), seen(writings.comparable(s.shelf))))
    s.whole(Candidates(settings, common), seen(writings.comparable(s.shelf)))
    s.put("trace.declared", "trace.declared", groups.translated_pairs(s.shelf))
    s.step(Align(settings, common), seen(groups.pairs(s.shelf)))
    s.step(Credit(voices), seen(writings.comparable(s.shelf, "voice", "claim")))
    s.whole(Propose(), s.shelf.by_home("document", "claim", "voice"))
    s.whole(Oppose(), groups.carried(s.shelf))
    s.step(Count(voices), groups.propositions(s.shelf))
    s.step(Follow(), seen(groups.drifts(s.shelf)))


def _summary(given: Sequence[Record]) -> Summary:
    for record in given:
        if isinstance(record, Summary):
            return record
        if isinstance(record, Failure):
            raise HearsayError(f"{record.step} failed: {record.reason}", remedy=record.remedy)
    raise HearsayError("a step over the whole collection gave nothing", remedy="this is a fault of Hearsay; report it")


def check(s: Session) -> None:
    """What does the independent record show, and how likely is a chance match?"""
    from hearsay.check import CheckNumbers, Match

    settings, events = s.case.declared.settings.check, load_events(s)
    s.step(Match(settings, events), groups.claims(s.shelf))
    s.step(CheckNumbers(settings, events), groups.claims(s.shelf))


def weigh(s: Session) -> None:
    """What follows, how surely, and what would overturn it?"""
    from hearsay.weigh import JudgeGenuine, JudgeProposition, JudgeQuestion, Rate

    declared = s.case.declared
    settings = declared.settings.weigh
    s.step(Rate(settings, declared.ratings), groups.voices(s.shelf))
    s.step(JudgeGenuine(settings), groups.papers(s.shelf))
    kinds = ("origin", "match", "check", "numbercheck", "rating")
    s.step(JudgeProposition(settings), groups.propositions(s.shelf, *kinds))
    for number, question in enumerate(declared.questions):
        s.step(JudgeQuestion(settings, question), seen([groups.question(s.shelf, question)]), part=str(number))
    s.retire(JudgeQuestion.name, {str(number) for number in range(len(declared.questions))})


def publish(s: Session) -> None:
    """Can every sentence be walked back to a mark on a page?"""
    from hearsay.publish import Compose

    from .dossier import write

    case = s.case.declared.case
    s.step(Compose(case.title, case.about), seen([groups.everything(s.shelf, _SHOWN)]))
    write(s)


_DO: dict[Stage, Callable[[Session], None]] = {
    "ingest": ingest, "claims": claims, "trace": trace, "check": check, "weigh": weigh, "publish": publish,
}  # fmt: skip
