"""What a case.toml says that cannot be so, or is likely a slip, though every key by itself is of the right type.

In: a case before its run, then what the run read. Out: CaseInvalid naming the keys, or sentences for the end of the run.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import fsum
from posixpath import normpath

from hearsay.errors import CaseInvalid, HearsayError, RecordsError
from hearsay.model import File, Voice
from hearsay.ports import Group
from hearsay.settings import DeclaredDocument, DeclaredRating, DeclaredVoice, Question, WeighSettings
from hearsay.store import Shelf
from hearsay.text.names import name_key
from hearsay.weigh import JudgeQuestion, Rate

from .case import Case
from .complaint import nearest
from .hands import chains

_ROUNDING = 0.02
"""Priors written with two digits may miss a sum of 1 by so much."""
_FEW = 2000
"""In a haul of more files a path is compared only with those of the same last part."""


def refuse(case: Case) -> None:
    """Raise CaseInvalid (RecordsError for two record sets of one name) for declarations that contradict each other."""
    declared = case.declared
    _once({f"documents[{n}].path": normpath(d.path) for n, d in enumerate(declared.documents)}, "document")
    _once({f"questions[{n}].question": q.question.strip() for n, q in enumerate(declared.questions)}, "question")
    _voices(declared.voices)
    _circle(declared.documents)
    for number, rating in enumerate(declared.ratings):
        _rateable(number, rating, declared.settings.weigh)
    for number, question in enumerate(declared.questions):
        _weighable(number, question, declared.settings.weigh)
    names = [source.name for source in declared.records]
    if len(set(names)) < len(names):
        raise RecordsError("two record sets have one name", remedy="give each [[records]] a name of its own")
    for number, source in enumerate(declared.records):
        case.resolve(source.path, outside=source.outside, key=f"records[{number}].path")
    for number, places in enumerate(declared.gazetteers):
        case.resolve(places.path, outside=places.outside, key=f"gazetteers[{number}].path")
    chains(case)


def unfound(case: Case, shelf: Shelf) -> list[str]:
    """A sentence for each path of case.toml that is no path of the ledger, so that what stands beside it has no effect."""
    known = {file.path for file in shelf.records(File)}
    missing = [(key, path) for key, path in _paths(case) if path not in known and not _below(path, known)]
    names = {path.rpartition("/")[2].casefold() for _, path in missing}
    like = known if len(known) <= _FEW else {p for p in known if p.rpartition("/")[2].casefold() in names}
    return [
        f"{key}: {path!r} is no path of the ledger, so it has no effect{nearest(path, sorted(like))}"
        for key, path in missing
    ]


def unheard(case: Case, shelf: Shelf) -> list[str]:
    """A sentence for each rated voice that nobody is called, and for each institution that is nearly another's name."""
    voices = shelf.records(Voice)
    heard = {name_key(name): name for v in voices for name in (v.canonical, v.name, *v.aliases)}
    found = [
        f"ratings[{number}].voice: nobody in the texts or in [[voices]] is called {rating.voice!r}, so it has no effect"
        f"{nearest(rating.voice, heard.values())}"
        for number, rating in enumerate(case.declared.ratings)
        if name_key(rating.voice) not in heard and rating.voice not in heard.values()
    ]
    return [*found, *_misspelt(case.declared.voices)]


def _once(keys: Mapping[str, str], what: str) -> None:
    first: dict[str, str] = {}
    for key, value in keys.items():
        if value in first:
            raise CaseInvalid(
                f"case.toml: {key}: {value!r} is declared already by {first[value]}",
                remedy=f"declare each {what} once, with all that is known of it",
            )
        first[value] = key


def _voices(voices: Iterable[DeclaredVoice]) -> None:
    """Each name and alias belongs to one voice; names are compared as everywhere, without case, marks and articles."""
    owner: dict[str, tuple[int, str]] = {}
    for number, voice in enumerate(voices):
        for place, name in [("name", voice.name), *((f"aliases[{n}]", a) for n, a in enumerate(voice.aliases))]:
            key = name_key(name)
            other, where = owner.setdefault(key, (number, f"voices[{number}].{place}"))
            if other != number:
                raise CaseInvalid(
                    f"case.toml: voices[{number}].{place}: {name!r} names two voices; it stands at {where} too",
                    remedy="one name means one voice: declare the voice once, or drop the alias from one of the two",
                )


def _circle(documents: Iterable[DeclaredDocument]) -> None:
    source = {d.path: d.translates for d in documents if d.translates is not None}
    for start, target in source.items():
        seen, at = {start}, target
        while at in source and at not in seen:
            seen.add(at)
            at = source[at]
        if at == start:
            raise CaseInvalid(
                f"case.toml: documents: {start!r} translates itself by way of {', '.join(sorted(seen - {start}))}",
                remedy="say `translates` only beside the translation, and name there the text it was made from",
            )


def _rateable(number: int, rating: DeclaredRating, settings: WeighSettings) -> None:
    for n, entry in enumerate(rating.outcomes):
        if not entry.confirmed and not entry.refuted:
            raise CaseInvalid(
                f"case.toml: ratings[{number}].outcomes[{n}] counts nothing",
                remedy="give confirmed or refuted, or leave the entry out",
            )
    try:
        Rate(settings, (rating,))(Group(rating.voice, ()))
    except HearsayError as error:
        raise CaseInvalid(f"case.toml: ratings[{number}]: {error.message}", remedy=error.remedy) from error


def _weighable(number: int, question: Question, settings: WeighSettings) -> None:
    least = fsum(one.prior[0] for one in question.hypotheses if one.prior is not None)
    if least > 1 + _ROUNDING:
        raise CaseInvalid(
            f"case.toml: questions[{number}]: the lower ends of the priors sum to {least:.3g}, and rival answers share 1",
            remedy="lower them until they sum to 1 at most, or leave the prior of one hypothesis out",
        )
    for n, row in enumerate(question.evidence):
        if not row.likelihood:
            raise CaseInvalid(
                f"case.toml: questions[{number}].evidence[{n}].likelihood is empty",
                remedy="say how likely the evidence is under at least one hypothesis",
            )
    try:
        JudgeQuestion(settings, question)(Group(question.question, ()))
    except HearsayError as error:
        raise CaseInvalid(f"case.toml: questions[{number}]: {error.message}", remedy=error.remedy) from error


def _paths(case: Case) -> Iterator[tuple[str, str]]:
    declared = case.declared
    for number, document in enumerate(declared.documents):
        yield f"documents[{number}].path", document.path
        if document.translates is not None:
            yield f"documents[{number}].translates", document.translates
    yield from ((chain.where, chain.custody.path) for chain in chains(case))
    for number, question in enumerate(declared.questions):
        yield from ((f"questions[{number}].evidence[{n}].path", e.path) for n, e in enumerate(question.evidence))


def _below(path: str, known: Iterable[str]) -> bool:
    """Whether `path` is a folder of the haul, or what lies in a container, with something in it."""
    return path.endswith("/") and any(file.startswith(path) for file in known)


def _misspelt(voices: Iterable[DeclaredVoice]) -> Iterator[str]:
    """Institutions named once and nowhere declared that are nearly the name of a voice or of another institution."""
    listed = list(voices)
    known = Counter(name for voice in listed for name in {voice.name, *voice.aliases, voice.institution} if name)
    times = Counter(name_key(name) for name in known.elements())
    for number, voice in enumerate(listed):
        if voice.institution and times[name_key(voice.institution)] == 1:
            like = nearest(voice.institution, sorted(known.keys() - {voice.institution}))
            if like:
                yield f"voices[{number}].institution: {voice.institution!r} is named by this voice alone{like}"
