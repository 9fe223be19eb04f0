"""Claims that a recorded event could not bear out, however near it lies. In: claims. Out: reasons, never a match."""

from typing import Any

import pytest
from check_kit import make_claim, make_document, make_hop, make_place, make_set, make_time

from hearsay.check.scope import find_scope
from hearsay.model import Voice

VOICE = Voice(name="Ana", scope="a")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"polarity": "-"}, "denies"),
        ({"chain": (make_hop(VOICE, commitment="Uu"),)}, "nobody in the text holds"),
        ({"text": "Eleven people were killed in a traffic accident."}, "traffic accident"),
        ({"text": "قتل أحد عشر شخصا في حادث سير."}, "حادث سير"),
        ({"text": "Одиннадцать человек погибли в ДТП."}, "дтп"),
    ],
)
def test_what_no_record_of_violence_can_bear_out_is_not_checkable(given: dict[str, Any], said: str) -> None:
    plain = {"kind": "event", "act": "kill", "places": (make_place(),), "times": (make_time("2016-06-01"),)}
    sets = (make_set(),)
    free = find_scope(make_claim(**{"chain": (make_hop(VOICE, commitment="CT+"),), **plain}), make_document(), sets)
    held = find_scope(
        make_claim(**{"chain": (make_hop(VOICE, commitment="CT+"),), **plain, **given}), make_document(), sets
    )
    added = set(held.reasons) - set(free.reasons)
    assert any(said in reason for reason in added)
