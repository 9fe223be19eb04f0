"""From a noun phrase to a voice: a name, an unnamed person, a paper, a pronoun.

In: a noun phrase of a page and the cast so far. Out: the unique names of one voice, or of a paper and the person who
speaks through it (`a letter from X`); and an Unsure when nobody fits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearsay.model import Anchor, Unsure, VoiceKind
from hearsay.text.names import actors

from .arabic_names import agreeing, arabic_voice, notice_arabic
from .inflection import script, undotted
from .lexicon import Token, lexicon
from .nouns import Phrase, before, is_head, is_name, is_pronoun, owner, subject, where
from .russian_names import notice_russian, russian_pronoun, russian_speaker
from .said import Words
from .sheet import Sheet
from .voices import Cast, kind_of

_PERSONS: tuple[VoiceKind, ...] = ("person", "unnamed")
_CROWDS: tuple[VoiceKind, ...] = ("group", "document_set")
_MANY: tuple[VoiceKind, ...] = ("group", "document_set", "outlet", "organisation", "agency")
_THINGS: tuple[VoiceKind, ...] = ("document", "outlet", "agency", "organisation", "group")
_DETACHED = frozenset(
    {"one", "another", "a", "an", "some", "second", "third", "two", "three", "several", "many", "most"}
)
_VIA = frozenset({"from", "by", "of"})
_SINGULAR_PERSON = re.compile(
    r"^(?:spokes(?:man|woman|person)|officials?|activists?|witness(?:es)?|residents?|defectors?|reporters?|correspondents?|journalists?"
    r"|commanders?|fighters?|rebels?|soldiers?|officers?|doctors?|medics?|sources?|experts?|analysts?|diplomats?|investigators?"
    r"|villagers?|evacuees?|survivors?|prisoners?|refugees?|lawyers?|minister|president|envoy|leaders?|members?|prosecutors?|judge"
    r"|victims?|driver|guard|nurse|workers?|colleagues?|man|woman|lawmakers?|senator|people|relatives|families|critics)$"
)
_PLURAL = frozenset({"they", "these", "those"})
_MASS_PAPERS = frozenset({"footage", "imagery"})


@dataclass(slots=True)
class Scene:
    """What is needed to say who a phrase means at this place of the text."""

    sheet: Sheet
    cast: Cast
    speakers: tuple[str, ...]
    """Voices of the frame, publisher first; `I` is the last one's reporter, `we` the last one."""
    paper: str = ""
    """The paper whose words are being quoted; `we` in it is its issuer, heard through the paper."""
    unsure: list[Unsure] = field(default_factory=list)
    nested: bool = False
    """Whether the words are what the last speaker says in this very sentence; then `they` is first of all that speaker."""
    leads: bool = False
    """Whether the words lead in a list: what `they show` is papers, and no institution."""


def identify(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> tuple[str, ...]:
    """Names of the voice of `phrase`; empty for a phrase that adds no voice (`we` of the speaker)."""
    code = script(tokens, phrase.first, phrase.last)
    if code:
        return foreign(scene, tokens, phrase, code)
    own = owner(tokens[phrase.first : phrase.last])
    found = _pronoun(scene, own) if len(own) == 1 else None
    if found is not None:
        return found
    words = lexicon().words
    last = own[-1]
    if where(own) or _tied(own):
        return (_described(scene, own),)
    papers = [i for i, t in enumerate(own) if t.word in words["documents"] and not (is_name(t) and i)]
    if papers and not (_ends_in_name(own) and not _linked(own, papers[0])):
        return _paper(scene, own, papers[0])
    if not _is_office(own) and (_ends_in_name(own) or _is_known(scene, own)):
        return (_named(scene, own) if _ends_in_name(own) else _known(scene, own),)
    named = [t for t in own if is_name(t)]
    body = not _is_office(own) and is_head(last) and own[0].word not in {"a", "an"} and named not in ([], [last])
    return (_organisation(scene, own) if body and not _SINGULAR_PERSON.match(last.word) else _described(scene, own),)


def foreign(scene: Scene, tokens: Sequence[Token], phrase: Phrase, code: str) -> tuple[str, ...]:
    """The voice of a phrase in Arabic or Russian."""
    own = tokens[phrase.first : phrase.last]
    lists, word = lexicon().words, own[-1].word
    if len(own) == 1 and word in lists["pronouns_i"] | lists["pronouns_we"]:
        return first_person(scene, plural=word in lists["pronouns_we"])
    anchor = anchor_of(scene.sheet, tokens, phrase)
    body = scene.sheet.text[anchor.start : anchor.end + 1]
    if body.endswith(("»", "”")) and body.count("«") + body.count("“") > body[:-1].count("»") + body[:-1].count("”"):
        anchor = replace(anchor, end=anchor.end + 1)
    if phrase.dropped or (len(own) == 1 and is_pronoun(own[0])):
        if code == "ar":
            nearest = agreeing(scene.cast, word, scene.speakers[0])
        else:
            nearest = russian_pronoun(scene.cast, word, scene.speakers[0])
        name = nearest or _nobody(scene, scene.sheet.text[anchor.start : anchor.end], anchor)
        scene.cast.voices[name].mentions.add((anchor.page, anchor.start, anchor.end))
        return (name,)
    text = " ".join(scene.sheet.text[anchor.start : anchor.end].split())
    if code == "ru":
        return (russian_speaker(scene.cast, text, tokens, phrase, anchor),)
    text = undotted(text)
    if phrase.skip and text.startswith("ل"):
        text = "ا" + text
    return (arabic_voice(scene.cast, text, own, anchor),)


def anchor_of(sheet: Sheet, tokens: Sequence[Token], phrase: Phrase) -> Anchor:
    """Where a phrase stands."""
    return Anchor(page=sheet.page, start=tokens[phrase.first].start + phrase.skip, end=tokens[phrase.last - 1].end)


def first_person(scene: Scene, *, plural: bool) -> tuple[str, ...]:
    """Who `I` or `we` is in this frame: a reporter who is part of an outlet, else the speaker."""
    speaker = scene.speakers[-1]
    known = scene.cast.voices[speaker]
    if scene.paper or plural or len(scene.speakers) == 1 or known.kind not in {"outlet", "agency"}:
        return ()
    return (scene.cast.say(f"the {speaker} reporter", "person", part_of=speaker),)


def notice(scene: Scene, words: Words) -> None:
    """Remember who and what a sentence speaks of, so that later pronouns and `the group` find it: subject and groups."""
    tokens = words.tokens
    if words.quoted[0] >= 0:
        return
    code = script(tokens, 0, len(tokens))
    if code:
        (notice_arabic if code == "ar" else notice_russian)(scene.cast, scene.sheet.page, words, scene.sheet.text)
        return
    lists = lexicon().words
    first = subject(tokens, 0, min(len(tokens), 14))
    if first is not None and not is_pronoun(tokens[first.first]) and len(tokens) - first.last >= 2:
        own = tokens[first.first : first.last]
        person = own[0].word in {"a", "an", "one"} and _SINGULAR_PERSON.match(own[-1].word) is not None
        if any(t.word in lists["documents"] for t in own) or _ends_in_name(own) or person:
            identify(scene, tokens, first)
    seen = 0
    for i in range(1, len(tokens)):
        goes_on = i + 1 < len(tokens) and not tokens[i + 1].cut and tokens[i + 1].word in lists["groups"]
        if tokens[i].word not in lists["groups"] or tokens[i].capital or words.quoted[i] >= 0 or seen == 4 or goes_on:
            continue
        phrase = before(tokens, 0, i + 1)
        if phrase is not None and tokens[phrase.first].word in {"a", "an", "the", "this"}:
            identify(scene, tokens, phrase)
            seen += 1


def _pronoun(scene: Scene, own: Sequence[Token]) -> tuple[str, ...] | None:
    words, word = lexicon().words, own[0].word
    anchor = Anchor(page=scene.sheet.page, start=own[0].start, end=own[0].end)
    if word in words["pronouns_i"] or word in words["pronouns_we"]:
        return first_person(scene, plural=word in words["pronouns_we"])
    choices: tuple[tuple[str, tuple[VoiceKind, ...]], ...] = (
        ("pronouns_he", _PERSONS),
        ("pronouns_she", _PERSONS),
        ("pronouns_they", _CROWDS),
        ("pronouns_they", _MANY),
        ("pronouns_it", _THINGS),
    )
    if scene.leads and word in _PLURAL:
        choices = (("pronouns_they", ("document_set",)),)
    for name, kinds in choices:
        if word in words[name] or (scene.leads and word in _PLURAL):
            nearest = _same_speaker(scene, kinds) or scene.cast.nearest(kinds, but=scene.speakers[0])
            if nearest is None and kinds is _CROWDS:
                continue
            if nearest is None:
                nearest = _nobody(scene, own[0].word, anchor)
            scene.cast.voices[nearest].mentions.add((anchor.page, anchor.start, anchor.end))
            return (nearest,)
    return None


def _same_speaker(scene: Scene, kinds: Sequence[str]) -> str | None:
    speaker = scene.speakers[-1]
    return speaker if scene.nested and scene.cast.voices[speaker].kind in kinds else None


def _nobody(scene: Scene, word: str, anchor: Anchor) -> str:
    name = scene.cast.fresh(f"“{word}”", "unnamed", mention=anchor)
    scene.unsure.append(
        Unsure(
            page=anchor.page,
            start=anchor.start,
            end=anchor.end,
            question="whose voice is this?",
            choices=scene.speakers,
            why=f"nobody named before “{word}” fits it",
        )
    )
    return name


def _ends_in_name(own: Sequence[Token]) -> bool:
    common = len(own) == 1 and own[0].word in lexicon().words["people"]
    return is_name(own[-1]) and not common and own[-1].word not in lexicon().words["documents"]


def _is_office(own: Sequence[Token]) -> bool:
    """`a spokesman for X`, `a senior official in Y`: a person by what he is, not by name."""
    at = next((i for i, t in enumerate(own) if t.word in {"for", "of", "from", "in", "at"} and i), None)
    if at is None or own[at - 1].capital:
        return False
    return _SINGULAR_PERSON.match(own[at - 1].word) is not None or own[at - 1].word in {"head", "director", "chief"}


def _tied(own: Sequence[Token]) -> bool:
    """`two people close to X`: known by whom or what they belong to, and not X."""
    at = next((i for i in range(1, len(own) - 1) if own[i].word in lexicon().words["tied"]), 0)
    return at > 0 and not own[at].capital and own[at - 1].word in lexicon().words["people"]


def _is_known(scene: Scene, own: Sequence[Token]) -> bool:
    """Whether the phrase is the name of an actor known to the field, in a script without capitals."""
    if own[0].word.isascii():
        return False
    text = _text(scene, own)
    found = actors(text, 0, len(text))
    return bool(found) and found[0].kind not in {"state", "army"} and found[0].end - found[0].start > 0.6 * len(text)


def _known(scene: Scene, own: Sequence[Token]) -> str:
    anchor = Anchor(page=scene.sheet.page, start=own[0].start, end=own[-1].end)
    name = _text(scene, own)
    return scene.cast.say(name, kind_of(name), mention=anchor)


def _linked(own: Sequence[Token], paper: int) -> bool:
    """Whether a paper is joined to the name after it (`a letter from X`)."""
    return any(t.word in _VIA or t.word.endswith("ed") for t in own[paper + 1 :])


def _text(scene: Scene, own: Sequence[Token]) -> str:
    return " ".join(scene.sheet.text[own[0].start : own[-1].end].split())


def _paper(scene: Scene, own: Sequence[Token], head: int) -> tuple[str, ...]:
    cut = next((i for i in range(head + 1, len(own)) if own[i].word in _VIA or own[i].word.endswith("ed")), len(own))
    body = own[: head + 1]
    anchor = Anchor(page=scene.sheet.page, start=own[0].start, end=own[-1].end)
    word = own[head].word
    many = (word.endswith("s") and word != "analysis") or word in _MASS_PAPERS
    kind: VoiceKind = "document_set" if many else "document"
    name = _text(scene, body)
    tail = own[cut:]
    author = next((i for i in range(len(tail)) if is_name(tail[i])), None)
    stop = author if author is not None else 0
    while author is not None and stop < len(tail) and is_name(tail[stop]) and (stop == author or not tail[stop].cut):
        stop += 1
    by = _named(scene, tail[author:stop]) if author is not None else ""
    keeps = any(t.word in lexicon().words["keepers"] for t in own[head + 1 : cut + 1])
    said = scene.cast.nearest((kind,), word) if _points_back(body) else None
    if said is None:
        said = scene.cast.fresh(name, kind, mention=anchor)
    else:
        scene.cast.say(said, kind, mention=anchor)
    if by and keeps:
        return (by, said)
    return (said, by) if by else (said,)


def _points_back(own: Sequence[Token]) -> bool:
    return (len(own) <= 3 and own[0].word in {"the", "this", "that"} and len(own) == 2) or (
        len(own) == 1 and own[0].word[:2] == "ال"
    )


def _named(scene: Scene, own: Sequence[Token]) -> str:
    first = len(own) - 1
    while first > 0 and _in_name(own, first):
        first -= 1
    run = own[first:]
    called, run = _untitled(run)
    name = _bare(_text(scene, run))
    anchor = Anchor(page=scene.sheet.page, start=run[0].start, end=run[-1].end)
    while len(run) > 1 and run[0].word.endswith("-based"):
        run = run[1:]
        name = _bare(_text(scene, run))
    if len(run) == 1:
        name = _longer(scene, run[0], name)
    bracket = re.match(
        r"\s*\(([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})\)", scene.sheet.text[run[-1].end : run[-1].end + 60]
    )
    if bracket and not bracket.group(1).isupper():
        alias, name = name, bracket.group(1)
        said = scene.cast.say(scene.cast.full.get(name.casefold(), name), kind_of(name), mention=anchor)
        scene.cast.voices[said].aliases.add(alias)
        return said
    said = scene.cast.say(name, kind_of(name), mention=anchor)
    scene.cast.voices[said].heads |= called
    return said


def _untitled(run: Sequence[Token]) -> tuple[frozenset[str], Sequence[Token]]:
    """A name without the titles before it, and these: `Prime Minister Jon Aasen` is Jon Aasen and `the minister`."""
    titles = lexicon().words["titles"]
    last = max((k for k in range(min(3, len(run) - 1)) if run[k].word in titles and is_name(run[k + 1])), default=-1)
    if last < 0 or (last > 0 and len(run) - last < 2):
        return frozenset(), run
    return frozenset(t.word for t in run[: last + 1] if t.word in titles), run[last + 1 :]


def _longer(scene: Scene, token: Token, name: str) -> str:
    """The full name that a surname or one word of an organisation's name stands for."""
    word = token.word.removesuffix("'s")
    if word in scene.cast.full:
        return scene.cast.full[word]
    if is_head(token):
        return scene.cast.salient(("organisation", "outlet", "agency", "group"), word) or name
    return name


def _in_name(own: Sequence[Token], i: int) -> bool:
    """Whether the word before `i` belongs to the same name."""
    if own[i].cut and own[i - 1].end - own[i - 1].start > 1:
        return False
    if is_name(own[i - 1]):
        return True
    joins = own[i - 1].word in {"for", "of", "and", "al", "de", "bin", "von", "del"} and i - 2 >= 0
    return joins and (is_name(own[i - 2]) or own[i - 1].word in {"al", "de"})


def _bare(name: str) -> str:
    return re.sub(r"(?:['’]s|['’])$", "", name)


def _organisation(scene: Scene, own: Sequence[Token]) -> str:
    """`the Syrian Observatory for Human Rights monitoring group`: the name in it, of the kind of its last word."""
    last = max(i for i, t in enumerate(own) if is_name(t))
    first = last
    while first > 0 and _in_name(own, first):
        first -= 1
    run = own[first : last + 1] if is_head(own[last]) or last - first >= 1 else own[first:]
    name = _bare(_text(scene, run))
    anchor = Anchor(page=scene.sheet.page, start=own[0].start, end=own[-1].end)
    kind = kind_of(name)
    words = lexicon().words
    if kind == "person":
        kind = "outlet" if own[-1].word in words["outlets"] else "organisation"
    return scene.cast.say(name, kind, mention=anchor)


def _described(scene: Scene, own: Sequence[Token]) -> str:
    anchor = Anchor(page=scene.sheet.page, start=own[0].start, end=own[-1].end)
    head = own[-1].word
    whole = _whole(scene, own)
    own = _without_place(own)
    if own[0].word in _DETACHED or own[0].word in {"أحد", "احد", "один"}:
        return scene.cast.say(_text(scene, own), _crowd(own), mention=anchor, part_of=whole)
    if own[0].word in {"the", "this", "that", "these", "those"} and len(own) <= 2:
        kinds = ("group", "outlet", "agency", "organisation", "person", "unnamed")
        many = head in lexicon().words["groups"]
        found = scene.cast.salient(kinds, head) if many else scene.cast.nearest(kinds, head)
        if found is not None:
            return scene.cast.say(found, scene.cast.voices[found].kind, mention=anchor)
    return scene.cast.say(_text(scene, own), _crowd(own), mention=anchor, part_of=whole)


def _without_place(own: Sequence[Token]) -> Sequence[Token]:
    """`the defectors in its care` are the defectors: what only says where they are is no part of what they are called."""
    lists = lexicon().words
    for i in range(2, len(own) - 1):
        if own[i].word in {"in", "at", "under", "with"} and own[i + 1].word in {
            "its",
            "their",
            "his",
            "her",
            "our",
            "my",
        }:
            return own[:i] if any(is_head(t) for t in own[:i]) and own[i - 1].word not in lists["determiners"] else own
    return own


def _crowd(own: Sequence[Token]) -> VoiceKind:
    head = next((t.word for t in own if is_head(t)), own[-1].word)
    if own[0].word in {"one", "a", "an", "another"}:
        return "unnamed"
    words = lexicon().words
    if head in words["groups"] or head in words["outlets"]:
        return "group"
    return "group" if head.endswith("s") or head in {"people", "police", "media", "rebels"} else "unnamed"


def _whole(scene: Scene, own: Sequence[Token]) -> str:
    """`one of the defectors` is part of the defectors; `a Harbour News reporter` is part of Harbour News."""
    of = next((i for i, t in enumerate(own) if t.word == "of" and i + 1 < len(own)), None)
    if of is not None and own[0].word in _DETACHED | {"members", "member", "head"}:
        rest = own[of + 1 :]
        if len(rest) == 1 and is_pronoun(rest[0]):
            return scene.cast.nearest(_CROWDS) or ""
        return _named(scene, rest) if _ends_in_name(rest) else _described(scene, rest)
    names = [i for i, t in enumerate(own[:-1]) if is_name(t)]
    if names and is_head(own[-1]) and own[names[-1]].end < own[-1].start:
        run = own[names[0] : names[-1] + 1]
        name = _bare(_text(scene, run))
        kind = kind_of(name)
        return scene.cast.say(name, kind, part_of="") if kind in {"outlet", "agency", "organisation"} else ""
    return ""
