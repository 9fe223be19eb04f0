"""Small records for the tests of weighing.

In: names and numbers. Out: claims, origins and groups with every other field at its default.
"""

from collections.abc import Iterable
from typing import get_args

from hearsay.model import Anchor, Claim, Commitment, Hop, HopMode, Judgement, Origin, Proposition, Record, Root, Voice
from hearsay.ports import Group, Step
from hearsay.settings import WeighSettings

SETTINGS = WeighSettings()
COMMITMENTS: tuple[Commitment, ...] = get_args(Commitment)
NO_MARK = Anchor(page="page:none", start=0, end=0)


def hop(name: str, commitment: Commitment = "CT+", mode: HopMode = "asserts") -> Hop:
    return Hop(voice=voice(name).id, holder=name, mode=mode, commitment=commitment)


def voice(name: str, text: str = "t" * 64) -> Voice:
    return Voice(name=name, scope=text, kind="organisation", canonical=name.lower())


def claim(place: int, *hops: Hop, text: str = "it happened") -> Claim:
    return Claim(page="page:none", start=place, end=place + 10, text=text, chain=hops)


def root(name: str, *claims: Claim, kind: str = "named", independent: bool = False) -> Root:
    ids = tuple(sorted(one.id for one in claims))
    return Root(name=name, key=name.lower(), kind=kind, claims=ids, documents=(f"sha {name}",), independent=independent)


def proposition(*claims: Claim, kind: str = "event") -> Proposition:
    ids = tuple(sorted(one.id for one in claims))
    return Proposition(anchor=ids[0], text="It happened.", kind=kind, claims=ids, documents=("sha",))  # type: ignore[arg-type]


def origin(about: Proposition, *roots: Root, at_most: int | None = None) -> Origin:
    return Origin(proposition=about.id, at_least=1, at_most=len(roots) if at_most is None else at_most, roots=roots)


def group(key: str, records: Iterable[Record]) -> Group:
    return Group(key, tuple(sorted(records, key=lambda record: record.id)))


def run(step: Step, key: str, records: Iterable[Record]) -> Judgement:
    """The only Judgement that `step` gives."""
    found = [one for one in step(group(key, records)) if isinstance(one, Judgement)]
    assert len(found) == 1
    return found[0]
