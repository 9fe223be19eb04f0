"""Rulings about claims of a reading that a better one replaced, found again by their quote.

In: a session after its claims. Out: the same rulings about the one claim that says the same words now. What cannot be found
again stays as it was decided, about a record that is no longer there, and the run says so.
"""

from collections import defaultdict
from dataclasses import replace

from hearsay.model import Claim, Ruling, kind_of
from hearsay.text.normal import fold_text

from .session import Session


def refind(s: Session) -> None:
    """Keep, under `person.refound`, what people decided about claims whose ids are no more."""
    given = [r for r in s.store.load(s.store.given("person", "ruling")) if isinstance(r, Ruling)]
    adrift = [r for r in given if kind_of(r.about) == "claim" and r.quote and s.store.current(r.about) is None]
    by_text: dict[str, set[str]] = defaultdict(set)
    for claim in s.store.load(s.store.refs("claim")) if adrift else ():  # those that are rejected by now, too
        if isinstance(claim, Claim):
            by_text[_plain(claim.text)].add(claim.id)
    same = [(ruling, by_text.get(_plain(ruling.quote), set())) for ruling in adrift]
    found = [replace(ruling, about=min(claims)) for ruling, claims in same if len(claims) == 1]
    if found or s.store.given("person.refound"):
        s.put("person.refound", "all", sorted(found, key=lambda r: r.id))


def _plain(text: str) -> str:
    return " ".join(fold_text(text).split())
