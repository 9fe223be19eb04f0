"""From an Arabic noun phrase, or a verb whose speaker is dropped, to a voice.

In: tokens of a phrase and the cast so far. Out: names of voices; and what a sentence speaks of, for later verbs. A verb
without a speaker belongs to the nearest voice of its gender and number; when none fits, the text is left open.
"""

from collections.abc import Sequence

from hearsay.model import Anchor, VoiceKind
from hearsay.text.names import actors
from hearsay.text.normal import fold_text

from .arabic_nouns import bare, is_arabic_head, np_end
from .inflection import undotted
from .lexicon import Token, lexicon
from .said import Words
from .voices import Cast, Known, kind_of

_SPEAK = ("person", "unnamed", "group", "organisation", "outlet", "agency")
_PAPERS = ("document", "document_set")
_ONE = frozenset({"احد", "احدي", "بعض", "عدد"})


def arabic_voice(cast: Cast, text: str, own: Sequence[Token], anchor: Anchor) -> str:
    """The voice of the phrase `own`, whose words in the page are `text`."""
    words = lexicon().words
    head = bare(own[0].word)
    second = bare(own[1].word) if len(own) > 1 else ""
    at = 1 if own[0].word in _ONE and second else 0
    noun = second if at else head
    if _in(noun, "documents"):
        return _paper(cast, text, own, anchor)
    if len(own) == 1 and text.startswith("ال"):
        back = _back(cast, head)
        if back:
            return cast.say(back, cast.voices[back].kind, mention=anchor)
    kind = _kind(text, noun, own, one=bool(at))
    if kind in {"outlet", "agency"} and "«" in text:
        said = cast.say(text[text.index("«") + 1 :].split("»", maxsplit=1)[0], kind, mention=anchor)
        cast.voices[said].aliases.add(text)
        return said
    if kind == "person" and len(own) == 1:
        full = next((n for n in reversed(cast.recent) if _last(cast.voices[n], own[0].word)), "")
        if full:
            return cast.say(full, cast.voices[full].kind, mention=anchor)
    said = cast.say(text, kind, mention=anchor)
    if said != text and kind == "group" and text.startswith("ال"):
        cast.voices[said].aliases.add(text)
    where = next((i for i, t in enumerate(own) if i and t.word in {"في", "ب", "بشان"}), None)
    if where is not None and kind in {"organisation", "outlet", "agency"}:
        cast.voices[said].aliases.add(" ".join(text.split()[:where]))
    if at and second in words["people"] | words["groups"]:
        cast.voices[said].kind = "unnamed"
    return said


def agreeing(cast: Cast, word: str, but: str) -> str | None:
    """The nearest voice that the verb or suffixed word `word` can stand for."""
    kinds = _PAPERS if word.startswith(("فيه", "به", "وفيه")) or word.endswith((" فيها", " فيه")) else _SPEAK
    wanted = _form(word)
    for name in reversed(cast.recent):
        known = cast.voices[name]
        if name != but and known.kind in kinds and wanted in _genders(known):
            return name
    return None


def notice_arabic(cast: Cast, page: str, words: Words, source: str) -> None:
    """Remember the first person, body or paper that a sentence speaks of, if no preposition leads it."""
    tokens = words.tokens
    for j in range(min(len(tokens), 8)):
        if words.quoted[j] >= 0:
            return
        led = j > 0 and tokens[j - 1].word in lexicon().words["prepositions"]
        if lexicon().verbs.at(tokens, j) is not None:
            return
        if is_arabic_head(tokens[j].word) and not led and tokens[j].word[0] not in "بلك":
            end = max(j + 1, np_end(tokens, j, len(tokens)))
            end = next((k for k in range(j + 1, end) if lexicon().verbs.at(tokens, k)), end)
            start = tokens[j].start + (tokens[j].word[0] in "وف" and bare(tokens[j].word[1:]) == bare(tokens[j].word))
            start -= start > tokens[j].start and tokens[j].word.startswith("وزار")
            if end - j > 6 or (_in(bare(tokens[j].word), "documents") and tokens[j].word == bare(tokens[j].word)):
                return
            text = undotted(" ".join(source[start : tokens[end - 1].end].split()))
            arabic_voice(cast, text, tokens[j:end], Anchor(page=page, start=start, end=tokens[end - 1].end))
            return


def _in(noun: str, name: str) -> bool:
    listed = lexicon().words[name]
    return noun in listed or "ال" + noun in listed


def _kind(text: str, noun: str, own: Sequence[Token], *, one: bool) -> VoiceKind:
    words = lexicon().words
    found = actors(text, 0, len(text))
    if found and found[0].end - found[0].start > 0.6 * len(text):
        return kind_of(text, found)
    if one or noun in words["ar_unnamed"]:
        return "unnamed" if own[0].word not in {"بعض", "عدد"} else "group"
    if noun in words["ar_crowds"] or noun.endswith("ون") or (noun.endswith("ين") and _in(noun[:-2] + "ون", "people")):
        return "group"
    bare_body = noun in words["ar_bodies"] and all(t.word.startswith("ال") and _loose(t.word) for t in own[1:])
    if bare_body or noun in words["speech"]:
        return "group" if bare_body else "unnamed"
    if noun in words["ar_outlets"] | words["ar_bodies"]:
        return "agency" if noun == "وكاله" else "outlet" if noun in words["ar_outlets"] else "organisation"
    loose = noun in words["ar_offices"] and own[0].word == noun and (len(own) == 1 or own[1].word in words["ar_loose"])
    return "unnamed" if loose else "person"


def _loose(word: str) -> bool:
    """Whether an adjective says only of what sort a body is (`السلطات المحلية`)."""
    return word.removeprefix("ال") in lexicon().words["ar_loose"]


def _paper(cast: Cast, text: str, own: Sequence[Token], anchor: Anchor) -> str:
    words = lexicon().words
    noun = next(bare(t.word) for t in own if _in(bare(t.word), "documents"))
    one = own[0].word in {"احد", "احدي"}
    kind: VoiceKind = "document_set" if noun in words["ar_papers"] and not one else "document"
    definite = own[0].word.startswith(("ال", "وال", "هذ")) and not one
    key = " ".join(bare(t.word) for t in own if not t.word.startswith("هذ"))
    for name in reversed(cast.recent) if definite else ():
        known = cast.voices[name]
        folded = " ".join(bare(w) for w in fold_text(name).split())
        if known.kind == kind and (folded == key or (len(key.split()) == 1 and folded.startswith(key))):
            return cast.say(name, kind, mention=anchor)
    if definite:
        return cast.say(text, kind, mention=anchor)
    for by in ("لل", "ل"):
        issuer = next(
            (i for i, t in enumerate(own) if i and t.word.startswith(by) and _in(bare(t.word[1:]), "groups")), None
        )
        if issuer is not None and noun in words["ar_statements"]:
            named = text.split()[issuer:]
            named[0] = "ا" + named[0][1:] if by == "لل" else named[0][1:]
            return cast.say(" ".join(named), "organisation", mention=anchor)
    return cast.fresh(text, kind, mention=anchor)


def _back(cast: Cast, head: str) -> str:
    """The voice that `الوزارة`, `المتحدث` or `القناة` points back to."""
    for name in reversed(cast.recent):
        first = fold_text(name).split()[0]
        if cast.voices[name].kind not in _PAPERS and bare(first) == head:
            return name
    return ""


def _last(known: Known, word: str) -> bool:
    parts = fold_text(known.name).split()
    return known.kind == "person" and len(parts) > 1 and parts[-1] == word


def _form(word: str) -> str:
    """m, f or p by the verb's own letters, or by the pronoun at the end of a word."""
    last = word.rsplit(maxsplit=1)[-1]
    if last.startswith(("فيه", "به", "قوله", "عنه")):
        return "p" if last.endswith("هم") else "f" if last.endswith("ها") else "m"
    core = last[1:] if last[0] in "وف" and len(last) > 3 else last
    if core.endswith(("وا", "ون")):
        return "p"
    if core.endswith("ت"):
        return "f"
    return "f" if core[0] == "ت" and core not in lexicon().words["ar_t_masculine"] else "m"


def _genders(known: Known) -> frozenset[str]:
    first = fold_text(known.name).split()[0]
    head = bare(first)
    words = lexicon().words
    if known.kind == "group" and (head.endswith(("ون", "ين")) or head in words["ar_crowds"]):
        return frozenset("p")
    if head in words["ar_feminine"] or (head.endswith(("ه", "اء")) and head not in {"خليفه", "حمزه", "اسامه", "طه"}):
        return frozenset("f")
    if known.kind == "document_set":
        return frozenset("f")
    if known.kind in {"outlet", "agency"} and not is_arabic_head(head):
        return frozenset("f")
    return frozenset("m")
