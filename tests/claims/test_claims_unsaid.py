"""What somebody did not say is not said by them. In: short texts. Out: chains that stay with the outer voice."""

import pytest
from claims_reading import read


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not deny that the rebels had left Saraqib.",
        "The general never said that the rebels had left Saraqib.",
        "The clerk didn't say that the rebels had left Saraqib.",
    ],
)
def test_a_negated_verb_of_saying_quotes_nobody(text: str) -> None:
    found = read(text).claims
    assert found
    assert {len(claim.chain) for claim in found} == {1}
