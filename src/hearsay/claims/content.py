"""What a claim says: kind, act, actors, places, times, numbers, orders and deals.

In: a draft, its sheet, the day of publication, the gazetteer. Out: a Claim. Kinds are read by rules, the surest first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hearsay.model import Claim, ClaimKind, Deal, EventKind, HopMode, Order, Page, Quantity
from hearsay.text.dates import find_times
from hearsay.text.names import actors
from hearsay.text.numbers import find_quantities
from hearsay.text.places import Gazetteer, find_places

from .commitment import denying, fixed, hedges_of, hops, mark_of, polarity_of, refutes
from .drafts import Draft, Link
from .lexicon import Token, lexicon, scripts
from .orders import forbids, refined, way_of
from .sheet import Sheet
from .voices import Cast

_FOR = re.compile(r"\bfor ((?:a|an|the|all|its|his|their)\s[\w' -]{2,40}?)\s+to\b")
_FROM_TO = re.compile(r"\bfrom (?P<origin>[^,.;\"“”]{2,60}?) to (?P<destination>[^,.;\"“”]{2,60})")
_TO = re.compile(r"\bto (?P<destination>the [^,.;\"“”]{2,60}|[A-Z][^,.;\"“”]{2,60})")
_UNTIL = re.compile(r"\b(?:until|by) (?P<deadline>[^,.;\"“”]{2,60})")
_STOP = re.compile(r"\s(?:from|to|until|by|before)\s|[,.;\"“”]")
_SINCE = re.compile(r"\bfor (?:years|months|decades|the past [\w ]{2,20})\b|\bsince [^,.;]{2,30}")
_HOLDING = frozenset({"asserts", "affirms", "reports", "claims", "infers"})
"""Modes that become a denial where what is held is that reports are false."""
_TRUSTED = re.compile(
    r"\b(?:from|by|through|via|per) (?:an? |our |several |two )?(?:reliable|credible|trustworthy|anonymous|unreliable)(?: \w+)? (?:sources?|persons?|people)\b"
)
"""`we learned from a reliable source that`: what is said is not that the source is reliable."""
_IF = re.compile(r"^(?:if|unless|whether)\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all claims of a document share."""

    sha256: str
    published: str
    gazetteer: Gazetteer
    issuers: tuple[tuple[str, str], ...] = ()
    sent: tuple[str, str] = ("", "")
    """From whom and to whom a letter goes by its head, for the orders it gives itself."""
    """Name of a paper's voice -> who wrote it, as far as the text says."""


def to_claim(draft: Draft, sheet: Sheet, cast: Cast, setting: Setting) -> Claim:
    """The claim of `draft`."""
    text, folded = sheet.text[draft.start : draft.end], sheet.plain[draft.start : draft.end]
    tokens = sheet.tokens(draft.start, draft.end)
    inner = _content_tokens(draft, tokens)
    hedges = hedges_of(sheet.page, inner, sheet.text)
    polarity = polarity_of(inner, hedges)
    kind = kind_of_claim(draft, folded)
    links = _denied(_stance(draft.links, kind, folded), inner)
    polarity = "-" if links[-1].mode == "denies" and draft.links[-1].mode != "denies" else polarity
    bidden = links[-1].mode == "orders"
    polarity = "-" if bidden and len(links) == 1 and forbids(inner) else polarity
    weak = () if bidden else (*links[-1].hedges, *hedges)
    mark = mark_of(weak, polarity, conditional=bool(_IF.match(folded)))
    if links[-1].cue is not None and links[-1].cue.negates:
        mark, polarity = denying(links, mark), "-" if polarity == "+" else "+"
    mark = fixed(links, polarity) or mark
    ids = {link.voice: cast.id_of(link.voice) for link in links}
    found = actors(sheet.text, draft.start, draft.end)
    claim = Claim(
        page=draft.page,
        start=draft.start,
        end=draft.end,
        sha256=setting.sha256,
        text=text,
        kind=kind,
        act=act_of(folded),
        actors=tuple(dict.fromkeys(actor.name for actor in found)),
        chain=hops(ids, links, hedges, mark),
        polarity=polarity,
        places=tuple(find_places(sheet.text, draft.start, draft.end, setting.gazetteer)),
        times=tuple(find_times(sheet.text, draft.start, draft.end, published=setting.published)),
        numbers=_numbers(draft, sheet, tokens),
        frame=draft.frame,
        foretold=kind in {"forecast", "order"},
        confidence=draft.confidence,
    )
    issuer, addressee = setting.sent if len(links) == 1 else ("", "")
    return _detailed(claim, issuer or dict(setting.issuers).get(links[-1].voice, ""), addressee)


def _denied(links: tuple[Link, ...], tokens: Sequence[Token]) -> tuple[Link, ...]:
    """`links` whose last holder denies, if what he holds is that reports are false."""
    last = links[-1]
    return (*links[:-1], replace(last, mode="denies")) if last.mode in _HOLDING and refutes(tokens) else links


def _numbers(draft: Draft, sheet: Sheet, tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    found = find_quantities(sheet.text, draft.start, draft.end)
    return tuple(_confirmed(q, sheet.source) for q in found if not _in_name(q, tokens))


def _in_name(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """Whether a number is part of a name: `Channel 4`, `Witness 3`."""
    return any(t.capital and t.start < quantity.start and quantity.end <= t.end for t in tokens)


def _confirmed(quantity: Quantity, page: Page | None) -> Quantity:
    """Digits read from a picture wait for a second witness or a person; Arabic-Indic ones of a text layer for a person."""
    if page is not None and page.seen:
        doubtful = page.doubtful(quantity.start, quantity.end)
    else:
        doubtful = any(c.isdigit() and not c.isascii() for c in quantity.text)
    return replace(quantity, verified=False) if doubtful else quantity


def kind_of_claim(draft: Draft, folded: str) -> ClaimKind:
    """The kind, by mode first and words after."""
    last = draft.links[-1]
    if last.mode == "orders":
        return "order"
    if last.mode == "admits":
        return "source_reliability"
    codes = scripts(folded)
    own = len(draft.links) == 1 and draft.frame == "narration"
    folded = _TRUSTED.sub(" ", folded)
    for kind, patterns in lexicon().kinds:
        if kind == "insinuation" and not own:
            continue
        if any(code in patterns and patterns[code].search(folded) for code in codes):
            return kind
    return "state"


def act_of(folded: str) -> EventKind:
    """What is done, on the scale of EventKind: the act that is named first in the order of the lexicon."""
    codes = scripts(folded)
    for act, patterns in lexicon().acts:
        if any(code in patterns and patterns[code].search(folded) for code in codes):
            return act
    return "other"


def _content_tokens(draft: Draft, tokens: list[Token]) -> list[Token]:
    """The words of the claim without those of its own attribution."""
    last = draft.links[-1]
    outside = [a for a in (last.cue_span, last.mention) if a is not None and a.page == draft.page]
    if last.mode == "orders" or draft.frame == "answer":
        return tokens
    kept = [t for t in tokens if not any(a.start <= t.start < a.end for a in outside)]
    return kept or tokens


def _stance(links: tuple[Link, ...], kind: ClaimKind, folded: str) -> tuple[Link, ...]:
    """The stance of a holder who has no verb of speech of his own."""
    last = links[-1]
    if last.mode != "asserts" or (last.cue is not None and last.cue.name not in {"block", "account"}):
        return links
    mode: HopMode = last.mode
    if kind == "insinuation":
        mode = "presupposes"
    elif kind == "conclusion":
        mode = "infers"
    elif kind == "generality" or re.match(r"(?:while|although|though|хотя)\b", folded):
        mode = "concedes"
    access = "inference" if kind in {"conclusion", "motive", "insinuation"} else last.access
    return (*links[:-1], replace(last, mode=mode, access=access))


def _detailed(claim: Claim, issuer: str, bidden: str) -> Claim:
    if claim.kind == "order":
        order = _order(claim, issuer, bidden)
        own = len(claim.chain) == 1
        return replace(claim, order=refined(order, " ".join(claim.text.split())) if own else order)
    if claim.kind == "deal":
        since = _SINCE.search(claim.text)
        deal = Deal(parties=claim.actors, terms=" ".join(claim.text.split()), since=since.group() if since else "")
        return replace(claim, deal=deal)
    return claim


def _order(claim: Claim, issuer: str, bidden: str) -> Order:
    text = " ".join(claim.text.split())
    folded = text.casefold()
    verbs = lexicon().words["orders"]
    match = next((m for m in re.finditer(r"[^\W\d_]+", folded) if m.group() in verbs), None)
    act = match.group() if match else claim.act
    rest = text[match.end() :].strip() if match else _after_cue(claim, text)
    stop = _STOP.search(f"{rest} ")
    addressee = _FOR.search(text)
    way = _FROM_TO.search(text)
    to = way or _TO.search(rest)
    until = _UNTIL.search(text)
    origin, destination, deadline = ("", "", "") if text.isascii() else way_of(text)
    return Order(
        issuer=issuer,
        addressee=addressee.group(1) if addressee else bidden,
        act=act,
        object=rest[: stop.start()] if stop else rest,
        origin=way.group("origin") if way else origin,
        destination=to.group("destination") if to else destination,
        deadline=until.group("deadline") if until else deadline,
    )


def _after_cue(claim: Claim, text: str) -> str:
    cue = claim.chain[-1].cue_text
    at = text.find(cue) if cue else -1
    return text[at + len(cue) :].strip() if at >= 0 else text
