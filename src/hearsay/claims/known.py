"""Voices as records: kinds, canonical keys, institutions.

In: the cast of a document. Out: Voice records. A declared voice gives its key to whoever goes by its name or an alias;
an outlet, an agency or a monitor known to the field has one key in every script; an unnamed voice stays in its document.
"""

from hearsay.model import Anchor, Voice
from hearsay.settings import DeclaredVoice
from hearsay.text.names import actors, name_key

from .inflection import voice_key
from .lexicon import lexicon, plain
from .voices import Cast, Known


def voice_records(cast: Cast) -> list[Voice]:
    """All voices of the cast, sorted by name."""
    return [_record(cast, known) for _, known in sorted(cast.voices.items())]


def _record(cast: Cast, known: Known) -> Voice:
    declared = _declared(cast, known)
    canonical, institution = _keys(cast, known, declared)
    return Voice(
        name=known.name,
        scope=cast.sha256,
        kind=declared.kind if declared else known.kind,
        canonical=canonical,
        aliases=tuple(sorted(known.aliases)),
        institution=institution,
        part_of=cast.id_of(known.part_of) if known.part_of else "",
        stake=declared.stake if declared else "",
        mentions=tuple(Anchor(page=p, start=a, end=b) for p, a, b in sorted(known.mentions)),
    )


def _declared(cast: Cast, known: Known) -> DeclaredVoice | None:
    keys = {voice_key(known.name), *(voice_key(alias) for alias in known.aliases)}
    for voice in cast.declared:
        if keys & {voice_key(voice.name), *(voice_key(alias) for alias in voice.aliases)}:
            return voice
    return None


def _keys(cast: Cast, known: Known, declared: DeclaredVoice | None) -> tuple[str, str]:
    if declared is not None:
        return name_key(declared.name), name_key(declared.institution or declared.part_of) if (
            declared.institution or declared.part_of
        ) else ""
    loose = known.name.split(" ")[0].casefold() in {"a", "an", "one", "some", "another", "the"}
    scoped = known.kind in {"unnamed", "document", "document_set", "group"}
    field_name = _field_name(known.name)
    if field_name:
        return name_key(field_name), known.institution
    unnamed = scoped and (loose or known.kind.startswith("document") or not _named(known.name))
    key = f"{cast.sha256[:12]}:{name_key(known.name)}" if unnamed else name_key(known.name)
    whole = cast.voices.get(known.part_of)
    institution = known.institution
    if not institution and whole is not None and whole.kind in {"outlet", "agency", "organisation"}:
        institution = name_key(whole.name)
    return key, institution


def _field_name(name: str) -> str:
    """The canonical name of an outlet, an army or another actor known to the field, in whatever script it is written."""
    for actor in actors(name, 0, len(name)):
        if actor.kind != "state" and actor.end - actor.start > 0.6 * len(name):
            return actor.name
    return ""


def _named(name: str) -> bool:
    """Whether a name has a proper name in it from its first word on (`the defectors`, `Армия` have none)."""
    word, words = plain(name), lexicon().words
    if " " not in name and not name.isupper() and word in words["groups"] | words["people"]:
        return word in words["ru_called"]
    return (name[:1].isupper() and " " not in name) or sum(word[:1].isupper() for word in name.split()) >= 2
