"""Whole hauls with a known truth: who copied whom, which claims are one, how many origins, what contradicts what."""

from pathlib import Path

import pytest
from trace_haul_texts import FERRY, RAID, RESERVOIR
from trace_hauls import Haul, Text, faults, lineage


@pytest.mark.parametrize("haul", [FERRY, RAID, RESERVOIR], ids=["ferry", "raid", "reservoir"])
def test_what_a_careful_reader_knows_of_a_haul_is_found(haul: Haul, tmp_path: Path) -> None:
    assert faults(haul, lineage(haul, tmp_path)) == []


def test_the_order_of_the_texts_changes_nothing(tmp_path: Path) -> None:
    turned = Haul(texts=dict(sorted(RESERVOIR.texts.items(), reverse=True)), copies=RESERVOIR.copies)
    one, other = lineage(RESERVOIR, tmp_path), lineage(turned, tmp_path)
    assert set(one.propositions) == set(other.propositions)
    assert one.origins == other.origins
    assert {row.id for row in one.relations} == {row.id for row in other.relations}


def test_copied_words_under_another_name_are_one_origin_and_a_change(tmp_path: Path) -> None:
    found = lineage(RESERVOIR, tmp_path)
    (proposition,) = {p.id: p for p in found.of(("river", "no water at any"))}.values()
    (root,) = found.origins[proposition.id].roots
    assert root.key == "karim nazari"
    assert "where Karim Nazari says them" in root.why
    (drift,) = {(d.before, d.after) for d in found.drifts if d.what == "attribution_changed" and d.later in root.claims}
    assert drift == ("Karim Nazari", "Omar Feld")


PIERS = (
    "The bridge at Oster was blown up at dawn by men in grey coats, the ferryman Jon Halder told our reporter.\n\n"
    "A convoy of eleven lorries had crossed it in the night, carrying sacks that smelled of almonds.\n"
)
BLOCK = Haul(
    texts={
        "north": Text("North Channel", "2020-04-01", f"Bridge report\n\n{PIERS}"),
        "blog": Text(
            "Oster Blog",
            "2020-04-03",
            f"On the bridge\n\nNorth Channel:\n\n{PIERS}\nThe mayor of Oster has known about the lorries since Easter.\n",
        ),
    },
    copies=frozenset({("blog", "north")}),
)


def test_what_follows_a_copied_text_does_not_go_back_to_its_outlet(tmp_path: Path) -> None:
    found = lineage(BLOCK, tmp_path)
    assert faults(BLOCK, found) == []
    (edge,) = [copy for copy in found.copies if copy.target == "document"]
    (own,) = [claim for claim in found.claims if "mayor of Oster" in claim.text]
    assert f"the earlier text ends at character {edge.spans[0].later.end} of this one" in edge.why
    assert own.start > edge.spans[0].later.end
    origins = {said: found.origins[found.of(("blog", said))[0].id] for said in ("mayor of Oster", "eleven lorries")}
    assert [root.name for root in origins["mayor of Oster"].roots] == ["unnamed in Oster Blog"]
    (root,) = origins["eleven lorries"].roots
    assert root.name == "unnamed in North Channel"
    assert "the text of North Channel is one of these" in root.why
