"""The voices of one document: names, descriptions, papers, and who `he`, `they` and `the group` are.

In: mentions in order of the text. Out: unique names and what is known of each. A pronoun goes to the nearest voice
that fits; when none fits, the caller gets None.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hearsay.model import Anchor, Voice, VoiceKind
from hearsay.settings import DeclaredVoice
from hearsay.text.names import Actor, actors, name_key, same_name

from .inflection import voice_key
from .lexicon import Token, lexicon
from .nouns import is_head, is_name


@dataclass(slots=True)
class Known:
    """A voice as known so far."""

    name: str
    kind: VoiceKind
    part_of: str = ""
    aliases: set[str] = field(default_factory=set)
    institution: str = ""
    mentions: set[tuple[str, int, int]] = field(default_factory=set)
    heads: frozenset[str] = frozenset()
    form: str = ""
    """m or f, where a verb beside the name has told it (`директор сказала`)."""


class Cast:
    """The voices of a document in order of appearance. Its own state, never shared between documents."""

    def __init__(self, sha256: str, declared: Sequence[DeclaredVoice]) -> None:
        self.sha256 = sha256
        self.declared = tuple(declared)
        self.voices: dict[str, Known] = {}
        self.recent: list[str] = []
        self._by_key: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._at: dict[tuple[str, int], str] = {}
        self.full: dict[str, str] = {}
        """Last word of a full name, folded -> the full name as first written."""

    def learn(self, text: str, tokens: Sequence[Token]) -> None:
        """Remember full names of a sentence, so that a surname alone finds its owner."""
        run: list[Token] = []
        for token in [*tokens, None]:
            joins = (
                token is not None and is_name(token) and (not run or not token.cut or run[-1].end - run[-1].start == 1)
            )
            if joins and token is not None:
                run.append(token)
                continue
            self._keep(text, run)
            run = [token] if token is not None and is_name(token) else []

    def say(self, name: str, kind: VoiceKind, *, mention: Anchor | None = None, part_of: str = "") -> str:
        """The unique name of a voice by this name, known from now on and the most recent one."""
        known = self._same(name, "unnamed" if part_of else kind)
        if known is None:
            known = self._add(name, kind, part_of)
        elif name != known.name:
            known.aliases.add(name)
        if mention is not None:
            known.mentions.add((mention.page, mention.start, mention.end))
        self._touch(known.name)
        return known.name

    def fresh(self, name: str, kind: VoiceKind, *, mention: Anchor, part_of: str = "") -> str:
        """A new voice, even if another goes by the same words."""
        there = self._at.get((mention.page, mention.start))
        if there is not None and self.voices[there].kind == kind:
            self._touch(there)
            return there
        unique = name
        while unique in self.voices:
            self._counts[name] = self._counts.get(name, 1) + 1
            unique = f"{name} ({self._counts[name]})"
        known = self._add(unique, kind, part_of)
        known.mentions.add((mention.page, mention.start, mention.end))
        self._at[(mention.page, mention.start)] = unique
        self._touch(unique)
        return unique

    def nearest(self, kinds: Sequence[str], word: str = "", *, but: str = "") -> str | None:
        """The most recent voice of one of `kinds`; with `word`, one that can be called so."""
        for name in reversed(self.recent):
            known = self.voices[name]
            if name != but and known.kind in kinds and (not word or self._called(known, word)):
                return name
        return None

    def salient(self, kinds: Sequence[str], word: str) -> str | None:
        """The voice of one of `kinds` that can be called `word` and was spoken of most often of late."""
        fit = [(len(self.voices[n].mentions), i, n) for i, n in enumerate(self.recent) if self.voices[n].kind in kinds]
        fit = [row for row in fit if self._called(self.voices[row[2]], word)]
        return max(fit)[2] if fit else None

    def id_of(self, name: str) -> str:
        """Voice id of a unique name."""
        return Voice(name=name, scope=self.sha256).id

    def _add(self, name: str, kind: VoiceKind, part_of: str) -> Known:
        known = Known(name, kind, part_of=part_of, heads=frozenset(name_key(name).split()))
        self.voices[name] = known
        self._by_key.setdefault(voice_key(name), name)
        return known

    def _touch(self, name: str) -> None:
        if self.recent and self.recent[-1] == name:
            return
        self.recent.append(name)
        if len(self.recent) > 64:
            del self.recent[:32]

    def _called(self, known: Known, word: str) -> bool:
        if known.part_of and word.endswith("s"):
            return False
        if word in known.heads or word.rstrip("s") in {h.rstrip("s") for h in known.heads}:
            return True
        kin = {"monitor": "observatory", "watchdog": "observatory", "memorandum": "memo", "paper": "document"}
        if kin.get(word, "") in known.heads:
            return True
        return known.kind == "document" and word in {"document", "paper"}

    def _same(self, name: str, kind: VoiceKind) -> Known | None:
        if name in self.voices:
            return self.voices[name]
        key = voice_key(name)
        if key in self._by_key:
            return self.voices[self._by_key[key]]
        if kind in {"document", "document_set", "unnamed"}:
            return None
        for recent in reversed(self.recent):
            known = self.voices[recent]
            if known.kind not in {"document", "document_set", "unnamed"} and self._alike(known.name, name):
                return known
        return None

    def _alike(self, a: str, b: str) -> bool:
        if same_name(a, b):
            return True
        left, right = name_key(a).split(), name_key(b).split()
        short, long = (left, right) if len(left) < len(right) else (right, left)
        return len(short) > 1 and len(long) <= len(short) + 2 and set(short) < set(long)

    def _keep(self, text: str, run: Sequence[Token]) -> None:
        titles = lexicon().words["titles"]
        while run and run[0].word in titles:
            run = run[1:]
        if not 2 <= len(run) <= 4 or is_head(run[-1]):
            return
        name = " ".join(text[run[0].start : run[-1].end].split())
        self.full.setdefault(run[-1].word.removesuffix("'s"), name.removesuffix("’s").removesuffix("'s"))


def kind_of(name: str, found: Sequence[Actor] = ()) -> VoiceKind:
    """The kind of a named voice, by the actors known to the field and by its last words."""
    for actor in found or actors(name, 0, len(name)):
        if actor.kind in {"agency", "outlet"}:
            return "agency" if actor.kind == "agency" else "outlet"
        if actor.kind in {"monitor", "organisation"}:
            return "organisation"
        if actor.kind in {"state", "army", "armed_group"} and actor.end - actor.start > len(name) // 2:
            return "person" if " al-" in actor.name else "group"
    words = lexicon().words
    parts = name_key(name).split()
    if any(part in words["outlets"] for part in parts[-2:]):
        return "agency" if parts[-1] == "agency" else "outlet"
    if any(part in words["groups"] for part in parts):
        return "organisation"
    return "person" if len(parts) <= 4 else "organisation"
