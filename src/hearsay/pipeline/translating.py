"""Translations that people type in: kept as Rulings, which the next run makes into documents of their own.

In: a case that was run, the path of a paper, what somebody typed. Out: the Ruling, kept; what was typed so far.
"""

from collections import defaultdict
from dataclasses import dataclass

import msgspec

from hearsay.errors import NotFound, UsageError
from hearsay.ingest import TRANSLATION, TypedTranslation, typed_translations
from hearsay.model import Document, File, Ruling
from hearsay.text.language import language

from .complaint import nearest
from .opened import OpenCase
from .ruling import checked, kept, now


@dataclass(frozen=True, slots=True)
class Place:
    """What a translation renders, and into which language."""

    path: str
    """Of the original, as in the ledger."""
    page: int = 0
    """Number of one page of it; 0 for the whole."""
    language: str = ""
    """ISO 639-1 of the translation; empty where its text must tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What one person typed for one page, or for the whole, of one paper."""

    document: str
    """Path of the original."""
    page: int
    """0 for the whole."""
    language: str
    by: str
    when: str
    text: str


def typed(case: OpenCase) -> list[Typed]:
    """All that holds, in order of paper, person and page."""
    about: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in case.records(Ruling):
        if ruling.field == TRANSLATION:
            about[ruling.about].append(ruling)
    paths = {d.id: d.path for d in case.records(Document)}
    found = [
        Typed(document=paths.get(key, key), page=page, language=spoken, by=by, when=ruling.when, text=entry.text)
        for key, rulings in about.items()
        for (by, spoken), entries in typed_translations(rulings).items()
        for page, (ruling, entry) in entries.items()
    ]
    return sorted(found, key=lambda one: (one.document, one.by, one.language, one.page))


def enter_translation(case: OpenCase, place: Place, text: str, *, by: str) -> Ruling:
    """Keep what `by` typed as the translation of a paper, or of one page of it; an empty text takes it back.

    NotFound for a path or a page that the case has not; UsageError for a blank name, text that is not UTF-8, or a language
    that neither is given nor can be told; CaseBusy during a run.
    """
    sha256 = _paper(case, place.path)
    if place.page and place.page not in {p.number for p in case.look.pages.values() if p.sha256 == sha256}:
        raise NotFound(f"{place.path} has no page {place.page}", remedy="see `hearsay show CASE pages`")
    checked("a translation needs the name of who made it", by, text)
    spoken = place.language or language(text)
    if not spoken:
        raise UsageError("the text does not show its language", remedy="give it with --language, such as en, ar or ru")
    value = msgspec.json.encode(TypedTranslation(text.strip("\n"), spoken, place.page)).decode()
    about = Document(sha256=sha256).id
    ruling = Ruling(about=about, by=by.strip(), when=now(), decision="edit", field=TRANSLATION, value=value)
    return kept(case, ruling, about)


def _paper(case: OpenCase, path: str) -> str:
    """sha256 of the content at a path of the ledger."""
    files = {file.path: file.sha256 for file in case.records(File)}
    if path not in files:
        raise NotFound(
            f"{path!r} is no path of the ledger{nearest(path, sorted(files))}",
            remedy="take a path from `hearsay show CASE files`",
        )
    return files[path]
