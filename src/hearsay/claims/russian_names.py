"""From a Russian noun phrase or pronoun to a voice.

In: tokens of a phrase and the cast so far. Out: names of voices. A name in any case is one voice: forms meet by stem.
"""

from collections.abc import Sequence

from hearsay.model import Anchor, VoiceKind
from hearsay.text.names import actors
from hearsay.text.tokens import russian_stem

from .inflection import nominative, voice_key
from .lexicon import Token, lexicon
from .nouns import Phrase
from .russian_nouns import adjectival, hard, stems
from .said import Words
from .voices import Cast, kind_of

_ALL: tuple[VoiceKind, ...] = ("person", "unnamed", "group", "organisation", "outlet", "agency")
_GENITIVES = frozenset(
    {"словам", "данным", "мнению", "версии", "оценке", "утверждению", "информации", "рассказу", "признанию"}
)
"""Before a name in the genitive, whose ending tells the gender."""
_PAPERS: tuple[VoiceKind, ...] = ("document", "document_set")


def russian_pronoun(cast: Cast, word: str, but: str) -> str | None:
    """The nearest voice of the pronoun's gender; `нём` and `ней` are papers."""
    if word in {"нем", "ней", "них"}:
        return cast.nearest(_PAPERS)
    for name in reversed(cast.recent):
        known = cast.voices[name]
        gender = known.form if known.form and known.kind in {"person", "unnamed"} else _gender(name, known.kind)
        if name != but and known.kind in _ALL and gender in lexicon().words.get(f"ru_{word}", ()):
            return name
    return None


def russian_speaker(cast: Cast, text: str, tokens: Sequence[Token], phrase: Phrase, anchor: Anchor) -> str:
    """The voice of `phrase`, whose gender the verb beside it tells."""
    name = russian_voice(cast, text, tokens[phrase.first : phrase.last], anchor)
    cast.voices[name].form = _verb_form(tokens, phrase) or cast.voices[name].form
    return name


def _verb_form(tokens: Sequence[Token], phrase: Phrase) -> str:
    """Gender, f or m, where a verb of speech in the past stands beside the phrase; else empty."""
    if phrase.first and tokens[phrase.first - 1].word in _GENITIVES and phrase.last - phrase.first > 1:
        name = tokens[phrase.last - 1].word
        return "m" if name.endswith(("ова", "ева", "ина", "ына", "ого")) else "f" if name.endswith("ой") else ""
    for k in (phrase.last, phrase.first - 1):
        parted = 0 <= k < len(tokens) and hard(tokens[k if k == phrase.last else phrase.first])
        if 0 <= k < len(tokens) and not parted:
            word = tokens[k].word
            if word.endswith(("ла", "л")) and lexicon().verbs.at(tokens, k):
                return "f" if word.endswith("а") else "m"
    return ""


def russian_voice(cast: Cast, text: str, own: Sequence[Token], anchor: Anchor) -> str:
    """The voice of the phrase `own`, whose words in the page are `text`."""
    head = next((t for t in own if not adjectival(t) and t.word not in {"один", "одна", "одно"}), own[-1])
    stem = russian_stem(head.word)
    if (stem in stems("documents") and not own[0].word.startswith("одн")) or _one_paper(own):
        return _paper(cast, text, own, anchor)
    if own[0].word.startswith(("один", "одн", "некотор", "нескольк")) and len(own) > 1:
        crowd = own[0].word.startswith(("неко", "неск"))
        return cast.say(nominative(text), "group" if crowd else "unnamed", mention=anchor)
    named = _tail(own)
    if named:
        run = own[named:]
        text = " ".join(text.split()[-len(run) :])
        return _person(cast, text, run, anchor)
    if head.capital and own[0] is head and stem not in stems("people", "outlets", "groups"):
        return _person(cast, text, own, anchor)
    if len(own) == 1:
        back = next((n for n in reversed(cast.recent) if voice_key(text) in voice_key(n).split()[:2]), "")
        if back and back != cast.recent[0]:
            return cast.say(back, cast.voices[back].kind, mention=anchor)
    kind = _kind(text, head, own)
    quoted = kind in {"outlet", "agency"} and "«" in text
    name = text[text.index("«") + 1 :].split("»", maxsplit=1)[0] if quoted else text
    said = cast.say(name, kind, mention=anchor)
    if quoted:
        cast.voices[said].aliases.add(text)
    _nicknames(cast, said, text, own)
    return said


def notice_russian(cast: Cast, page: str, words: Words, source: str) -> None:
    """Remember the paper that a sentence begins with (`Третье письмо не датировано`)."""
    own = words.tokens[:3]
    for k, token in enumerate(own):
        if words.quoted[k] >= 0 or token.word in lexicon().words["prepositions"]:
            return
        if k and not adjectival(own[k - 1]) and not own[k - 1].word.startswith(("одн", "эт")):
            return
        if russian_stem(token.word) in stems("documents"):
            if k == 0 and token.word not in lexicon().words["ru_papers"]:
                return
            text = source[own[0].start : token.end]
            _paper(cast, " ".join(text.split()), own[: k + 1], Anchor(page=page, start=own[0].start, end=token.end))
            return


def _one_paper(own: Sequence[Token]) -> bool:
    return (
        len(own) > 1
        and own[0].word.startswith("одн")
        and any(russian_stem(t.word) in stems("documents") for t in own[1:3])
    )


def _paper(cast: Cast, text: str, own: Sequence[Token], anchor: Anchor) -> str:
    words = lexicon().words
    at = next(i for i, t in enumerate(own) if russian_stem(t.word) in stems("documents"))
    word = own[at].word
    if word in words["ru_statements"] and len(own) > at + 1:
        tail = " ".join(text.split()[at + 1 :])
        return russian_voice(
            cast, tail, own[at + 1 :], Anchor(page=anchor.page, start=own[at + 1].start, end=anchor.end)
        )
    many = word in words["ru_papers"] or word.endswith(("ми", "ах", "ях", "ам", "ям"))
    kind: VoiceKind = "document_set" if many else "document"
    lead = own[0].word
    if at == 0 or lead.startswith(("эт", "данн", "это")):
        for name in reversed(cast.recent):
            same = any(part == voice_key(own[at].word) for part in voice_key(name).split()[:2])
            if cast.voices[name].kind == kind and same:
                return cast.say(name, kind, mention=anchor)
        return cast.say(text, kind, mention=anchor)
    if lead.startswith(("одн", "друг", "ещ", "еще", "нов")):
        return cast.fresh(text, kind, mention=anchor)
    return cast.say(text, kind, mention=anchor)


def _tail(own: Sequence[Token]) -> int:
    """Index of the name at the end of `представитель министерства Иван Петров`; 0 if there is none."""
    k = len(own)
    while k > 0 and own[k - 1].capital and "«" not in own[k - 1].gap and not (k < len(own) and own[k].cut):
        k -= 1
    run = len(own) - k
    if run >= 3 and k > 0 and _genitive(own[k]):
        k, run = k + 1, run - 1
    if k == 0 and run >= 3 and russian_stem(own[0].word) in stems("people", "titles"):
        return 2 if run >= 4 and (_genitive(own[1]) or _client(own[1], own[2])) else 1
    if k == 0 or run == 0 or (own[k].gap == "«"):
        return 0
    titled = own[k - 1].word in lexicon().words["titles"] or russian_stem(own[k - 1].word) in stems("titles")
    return k if (run >= 2 and own[k - 1].word not in lexicon().words["prepositions"]) or titled else 0


def _genitive(token: Token) -> bool:
    """Whether a capitalised word is the country or place of an office (`посол Дании`), not a name."""
    return token.word.endswith(("ии", "ы")) or token.word in {"сша", "рф"}


def _client(token: Token, following: Token) -> bool:
    """`адвокат Орлова Вера Зимина`: a surname in the genitive before a given name belongs to the office."""
    surnames = ("ова", "ева", "ина", "ына", "ского", "цкого", "ой")
    return token.word.endswith(surnames) and not following.word.endswith(("вна", "вич", "ична"))


def _person(cast: Cast, text: str, own: Sequence[Token], anchor: Anchor) -> str:
    text = text.strip('«»"“”')
    while len(own) > 1 and own[0].word in lexicon().words["titles"]:
        own, text = own[1:], text.partition(" ")[2]
    kind = kind_of(text)
    if kind == "person":
        key = voice_key(text).split()
        for name in reversed(cast.recent):
            known = cast.voices[name]
            parts = voice_key(name).split()
            if known.kind == "person" and (parts == key or (len(key) == 1 and parts[-1:] == key)):
                return cast.say(name, "person", mention=anchor)
        if len(key) == 1:
            full = next((f for f in cast.full.values() if voice_key(f).split()[-1] == key[0]), "")
            text = full or text
    said = cast.say(text, kind, mention=anchor)
    _nicknames(cast, said, text, own)
    return said


def _nicknames(cast: Cast, said: str, text: str, own: Sequence[Token]) -> None:
    """What stands in quotation marks is the name; `в Дамаске` behind a body is not part of it."""
    if "«" in text:
        cast.voices[said].aliases.add(text[text.index("«") + 1 :].split("»", maxsplit=1)[0])
    at = next((i for i, t in enumerate(own) if i and t.word in {"в", "на"}), None)
    if at is not None and cast.voices[said].kind in {"organisation", "outlet", "agency"}:
        cast.voices[said].aliases.add(" ".join(text.split()[:at]))


def _kind(text: str, head: Token, own: Sequence[Token]) -> VoiceKind:
    found = actors(text, 0, len(text))
    if found and found[0].end - found[0].start > 0.6 * len(text):
        return kind_of(text, found)
    stem = russian_stem(head.word)
    words = lexicon().words
    if stem in {russian_stem(w) for w in words["ru_outlets"]}:
        return "agency" if stem == "агентств" else "outlet"
    if stem in {russian_stem(w) for w in words["ru_bodies"]}:
        named = own[-1] is not head or any(t.capital for t in own[1:]) or head.word in words["ru_called"]
        return "organisation" if named else "group"
    many = head.word in words["ru_crowds"] or head.word.endswith(("ы", "и", "ов", "ев", "ей", "ами", "ями", "ам", "ах"))
    return "group" if many else "unnamed"


def _gender(name: str, kind: str) -> str:
    first = name.split(maxsplit=1)[0].casefold()
    if kind == "group" or first in lexicon().words["ru_crowds"]:
        return "p"
    if first.endswith(("а", "я")) and first not in {"глава", "мужчина", "судья", "илья", "никита"}:
        return "f"
    return "n" if first.endswith(("о", "е", "ство")) and kind != "person" else "m"
