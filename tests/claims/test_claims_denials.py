"""A denial bears on what it denies, and on nothing else."""

from claims_reading import read

from hearsay.model import Relation


def denied(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    said = {claim.id: claim.text for claim in reading.claims}
    rows = [row for row in reading.relations if isinstance(row, Relation) and row.kind == "denies"]
    return [(said[row.source], said[row.target]) for row in rows]


def test_a_denial_finds_what_it_denies_past_other_claims() -> None:
    text = (
        "Anna Berg said the tannery had emptied its vats into the river. Berg said the river smelled of acid on Monday."
        " The owner denied that the tannery had emptied its vats into the river."
    )
    ((_, target),) = denied(text)
    assert "smelled" not in target
    assert "emptied its vats" in target


def test_a_denial_of_something_else_denies_nothing() -> None:
    text = (
        "Anna Berg said the tannery on the river paid its workers in leather last winter."
        " The owner denied that the bridge beside the tannery on the northern road was closed for repair."
    )
    assert denied(text) == []
