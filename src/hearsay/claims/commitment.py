"""How surely each holder holds a claim, by the words in that holder's own scope.

In: links of a chain and the tokens of the claim. Out: hops with FactBank marks. An outer holder takes its mark from the
verb that it chose for the next one (`showed`: certain; `said`, `claimed`: uncommitted); the innermost holder takes its
mark from the hedges of the claim itself.
"""

from collections.abc import Sequence
from dataclasses import replace

from hearsay.model import Anchor, Commitment, Hedge, Hop, HopMode, Polarity
from hearsay.text.normal import fold_text
from hearsay.text.numbers import find_quantities

from .drafts import Link
from .lexicon import Token, lexicon
from .nouns import finite, is_month

_PROBABLE = frozenset({"appearance", "probable"})
_BENIGN = ("un", "only", "just", "accident", "coincidence", "secret", "surprise", "wonder", "doubt")
"""Words after `no` or `not` that do not deny the claim."""
_SIGNS = frozenset({"negation", "affirmative", "falsity"})
"""Kinds of the list of hedges that tell the sign of a statement and weaken nothing."""
_DENIED_BY = frozenset({"не", "ни", "لم", "لا"})
_SPOKEN = frozenset({"say", "confirm", "deny", "admit"})
_KINDS = {"probable": "evidential", "possible": "modal"}


def hedges_of(page: str, tokens: Sequence[Token], text: str) -> tuple[Hedge, ...]:
    """The hedges among `tokens`, in order."""
    found: list[Hedge] = []
    i = 0
    while i < len(tokens):
        hit = _unsaid(tokens, i) or lexicon().hedges.at(tokens, i)
        if hit is None or hit[0] in _SIGNS or is_month(tokens, i):
            i += hit[1] if hit is not None else 1
            continue
        kind, n = hit
        if kind == "approximator" and not _of_a_number(tokens, i, n, text):
            i += n
            continue
        anchor = Anchor(page=page, start=tokens[i].start, end=tokens[i + n - 1].end)
        found.append(Hedge(anchor=anchor, text=text[anchor.start : anchor.end], kind=_KINDS.get(kind, kind)))
        i += n
    return tuple(found)


def _unsaid(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """`не подтвердил`, `لم تؤكد`: a verb of speech denied leaves open what it would have said."""
    lists = lexicon().words
    if tokens[i].word.removeprefix("و") in lists["ar_refusing"] - _DENIED_BY:
        near = range(i + 1, min(len(tokens), i + 7))
        return next((("withheld", k + 1 - i) for k in near if tokens[k].word in lists["ar_comment"]), None)
    if tokens[i].word.removeprefix("و") not in _DENIED_BY or i + 1 == len(tokens):
        return None
    verb = lexicon().verbs.at(tokens, i + 1)
    return ("withheld", 1 + verb[1]) if verb is not None and verb[0].name in _SPOKEN else None


def _of_a_number(tokens: Sequence[Token], at: int, length: int, text: str) -> bool:
    """Whether an approximator ("around", "some") stands before a number: elsewhere it takes off no certainty."""
    last = tokens[min(at + length + 1, len(tokens) - 1)]
    return bool(find_quantities(text, tokens[at].start, last.end))


def polarity_of(tokens: Sequence[Token], hedges: Sequence[Hedge]) -> Polarity:
    """`-` if the first predicate is denied, or the claim says that something cannot be verified."""
    kinds = {h.kind for h in hedges}
    if kinds & {"unverifiable", "withheld"}:
        return "-" if "unverifiable" in kinds else "+"
    at = finite(tokens, 0, len(tokens))
    i, last = max(0, at - 2), min(len(tokens), at + 4)
    while i < last:
        word = tokens[i].word
        hit = lexicon().hedges.at(tokens, i)
        if word.endswith("n't") or (hit is not None and hit[0] == "negation"):
            following = tokens[i + 1].word if i + 1 < len(tokens) else ""
            return "+" if following.startswith(_BENIGN) else "-"
        i += hit[1] if hit is not None else 1
    return "+"


def refutes(tokens: Sequence[Token]) -> bool:
    """Whether the claim says of reports that they are false: what they report is denied."""
    signs = [hit[0] for i in range(len(tokens)) if (hit := lexicon().hedges.at(tokens, i)) is not None]
    text = " ".join(token.word for token in tokens) if "falsity" in signs else ""
    return bool(text) and lexicon().patterns["reported"].search(text) is not None


def mark_of(hedges: Sequence[Hedge], polarity: Polarity, *, conditional: bool = False) -> Commitment:
    """The mark of the innermost holder: hedges first, then certainty."""
    kinds = {h.kind for h in hedges}
    hearsay = lexicon().words["hearsay"]
    if (
        conditional
        or "withheld" in kinds
        or any(h.kind == "distancing" and fold_text(h.text).removeprefix("و") in hearsay for h in hedges)
    ):
        return "Uu"
    if "modal" in kinds:
        return "PS+" if polarity == "+" else "PS-"
    if kinds & {"appearance", "evidential"}:
        return "PR+" if polarity == "+" else "PR-"
    return "CT+" if polarity == "+" or "unverifiable" in kinds else "CT-"


def hops(
    cast_ids: dict[str, str], links: Sequence[Link], hedges: tuple[Hedge, ...], mark: Commitment
) -> tuple[Hop, ...]:
    """The chain as records, outermost first; `cast_ids` maps names of voices to their ids."""
    found: list[Hop] = []
    for i, link in enumerate(links):
        inmost = i == len(links) - 1
        below = None if inmost else links[i + 1]
        found.append(
            Hop(
                voice=cast_ids[link.voice],
                holder=link.voice,
                mode=_mode(link, below, root=i == 0),
                commitment=_commitment(link, below, mark),
                access=link.access,
                mention=link.mention,
                cue=link.cue_span,
                cue_text=link.cue_text,
                hedges=_own(link, hedges) if inmost else link.hedges,
            )
        )
    return tuple(found)


def denying(links: Sequence[Link], mark: Commitment) -> Commitment:
    """The mark turned round when the innermost verb denies."""
    cue = links[-1].cue
    if cue is None or not cue.negates:
        return mark
    turned: dict[Commitment, Commitment] = {"CT+": "CT-", "PR+": "PR-", "PS+": "PS-"}
    return turned.get(mark, mark)


def fixed(links: Sequence[Link], polarity: Polarity) -> Commitment | None:
    """The mark that the innermost verb alone gives (`did not rule out`), with the sign of what is said; None for most verbs."""
    mark = links[-1].cue.mark if links[-1].cue is not None else None
    turned: dict[Commitment, Commitment] = {"PR+": "PR-", "PS+": "PS-"}
    return turned.get(mark, mark) if mark is not None and polarity == "-" else mark


def _own(link: Link, hedges: tuple[Hedge, ...]) -> tuple[Hedge, ...]:
    return (*link.hedges, *(h for h in hedges if h not in link.hedges))


def _mode(link: Link, below: Link | None, *, root: bool) -> HopMode:
    if below is None:
        return link.mode
    if link.mode == "asks":
        return "asks"
    if link.quoting or (root and _commitment(link, below, "Uu") == "Uu"):
        return "quotes"
    if root:
        return "asserts"
    return link.mode if link.mode in {"shows", "translates", "claims"} else "reports"


def _commitment(link: Link, below: Link | None, mark: Commitment) -> Commitment:
    if below is None:
        return link.mark or mark
    if link.quoting or below.cue is None or link.mode == "asks":
        return "Uu"
    return below.cue.outer


def certain(link: Link) -> Link:
    """`link` with certainty fixed."""
    return replace(link, mark="CT+")
