"""A copy adds nothing: with it or without it each claim has the same origins and the same judgement."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from trace_hauls import Haul, Lineage, Text, lineage

from hearsay.model import Claim, Copy, Document, Judgement, Record, Relation, Voice
from hearsay.ports import Group
from hearsay.settings import WeighSettings
from hearsay.weigh import JudgeProposition

Weight = tuple[int, int, float, float]

RISE = 0.005
"""How rare a word is depends a little on how many texts there are, and on it how surely two others share a source."""
LEAST = 12
"""Characters of the shortest text of a claim that must be found again in the copy."""
ROOTS = {
    "named": "Two barges sank near the Morva lock on 3 May 2020, killing six sailors, harbour master Ilse Brandt said on Monday.",
    "unnamed": "Two barges sank near the Morva lock on 3 May 2020, killing six sailors, two officials said on Monday.",
    "paper": "Two barges sank near the Morva lock on 3 May 2020, killing six sailors, according to a letter published by the Delta Courier.",
    "report": "Two barges sank near the Morva lock on 3 May 2020, killing six sailors, an internal report showed.",
    "publisher": "Two barges sank near the Morva lock on 3 May 2020, killing six sailors.",
    "first person": "I saw two barges sink near the Morva lock on 3 May 2020 with six sailors aboard.",
    "we": "We have learned that two barges sank near the Morva lock on 3 May 2020, killing six sailors.",
    "agency": "Two barges sank near the Morva lock on 3 May 2020, killing six sailors, Reuters reported.",
    "witness": '"Two barges sank near the Morva lock and six sailors died," said Pawel Ruda, who saw it from the quay.',
    "russian": "Две баржи затонули у шлюза Морва 3 мая 2020 года, погибли шесть матросов, сообщила начальник порта Инна Брандт.",
    "arabic": "قالت مديرة الميناء إلسا برانت إن بارجتين غرقتا قرب هويس مورفا في 3 أيار 2020 وقتل ستة بحارة.",
}
BEFORE = "Barge owners along the canal have complained about the old gates for years, and the union asked for repairs twice in spring."
AFTER = "The lock was built in 1931 and carries most of the gravel that the southern quarries send to the coast each summer."
OTHERS = {
    "none": {},
    "another voice": {
        "other": Text("North Wire", "2020-05-05", "Barges\n\nSix sailors died when two barges sank near the Morva lock on 3 May 2020, ferry pilot Jon Halder said.\n"),
    },
    "a denial": {
        "other": Text("Lock Gazette", "2020-05-05", "Canal office\n\nThe canal office denied on Tuesday that two barges sank near the Morva lock on 3 May 2020. It said no sailor was killed.\n"),
    },
}  # fmt: skip


def article(kind: str, *, head: str = "Barges lost at Morva lock", byline: str = "By Tom Hale", cut: int = 0) -> str:
    """A text with a root; bit 1 of `cut` leaves its first paragraph out, bit 2 its last."""
    body = [ROOTS[kind]] if cut == 3 else [BEFORE, ROOTS[kind], AFTER][cut & 1 : 3 - (cut >> 1)]
    return "\n\n".join(part for part in (head, byline, *body) if part) + "\n"


def body_of(kind: str, cut: int) -> str:
    return article(kind, head="", byline="", cut=cut)


SHAPES = {
    "whole": lambda kind, cut: article(kind, cut=cut) + " ",
    "another byline": lambda kind, cut: article(kind, byline="By Mara Quist", cut=cut),
    "another headline": lambda kind, cut: article(kind, head="Morva: what we know", byline="", cut=cut),
    "a block": lambda kind, cut: f"What they hide\n\nCanal Times reports:\n\n{body_of(kind, cut)}",
    "a credit": lambda kind, cut: f"Morva\n\n{body_of(kind, cut)}\nSource: Canal Times\n",
}


def weights(found: Lineage) -> dict[str, Weight]:
    """Claim id -> least and most origins, and the ends of the judgement, of its proposition."""
    step, kept = JudgeProposition(WeighSettings()), {}
    for proposition in found.propositions:
        homes, origin = set(proposition.documents), found.origins[proposition.id]
        rows: list[Record] = [r for r in found.rows if isinstance(r, Document | Claim) and r.sha256 in homes]
        rows += [r for r in found.rows if isinstance(r, Voice) and r.scope in homes]
        rows += [r for r in (*found.rows, *found.relations) if isinstance(r, Relation)]
        rows += [c for c in found.claims if any(r.source == c.id for r in found.relations)]
        rows += [c for c in found.copies if isinstance(c, Copy) and {c.later, c.earlier} & homes]
        known = {row.id: row for row in (proposition, origin, *rows)}
        (judged,) = [r for r in step(Group(proposition.id, tuple(known.values()))) if isinstance(r, Judgement)]
        for claim in proposition.claims:
            kept[claim] = (origin.at_least, origin.at_most, round(judged.low, 9), round(judged.high, 9))
    return kept


def read(texts: dict[str, Text]) -> Lineage:
    with TemporaryDirectory() as folder:
        return lineage(Haul(texts=texts, copies=frozenset()), Path(folder))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(ROOTS)),
    st.sampled_from(sorted(OTHERS)),
    st.sampled_from(sorted(SHAPES)),
    st.integers(0, 3),
    st.sampled_from(["2020-05-05", "2020-05-06"]),
)
def test_a_copy_moves_no_count_and_no_judgement(kind: str, other: str, shape: str, cut: int, day: str) -> None:
    texts = {"first": Text("Canal Times", "2020-05-05", article(kind)), **OTHERS[other]}
    before = read(texts)
    after = read({**texts, "copy": Text("Hill Blog", day, SHAPES[shape](kind, cut))})
    expected, found = weights(before), weights(after)
    copied = {claim.text for claim in after.claims if after.names[claim.sha256] == "copy"}
    said = {claim.id: claim.text for claim in before.claims}
    assert any(text in copied and len(text) >= LEAST for text in said.values())
    for key, (least, most, low, high) in expected.items():
        assert (found[key][:2], found[key][2]) == ((least, most), low), said[key]
        assert found[key][3] <= high + RISE, said[key]


def test_two_texts_that_did_not_take_from_each_other_still_count_apart() -> None:
    texts = {"first": Text("Canal Times", "2020-05-05", article("named")), **OTHERS["another voice"]}
    found = read(texts)
    (origin,) = {found.origins[p.id] for p in found.of(("other", "Six sailors died"))}
    assert {root.name for root in origin.roots} == {"Jon Halder", "Ilse Brandt"}
    assert origin.at_most == 2
