"""Subjects without the marks of answers and forwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.text.subjects import bare_subject

MARKS = ("Re: ", "RE:", "Fwd: ", "FW: ", "AW: ", "Re[2]: ", "Отв: ", "رد: ", "[EXT] ", "[External]")


@pytest.mark.parametrize("subject", ["Plan", "Reform: now", "regarding: us", "", "12:30", "رده: لا"])
def test_what_is_no_mark_stays(subject: str) -> None:
    assert bare_subject(subject) == subject


@given(st.lists(st.sampled_from(MARKS), max_size=6))
def test_any_marks_go(marks: list[str]) -> None:
    assert bare_subject("".join(marks) + "Встреча at 9") == "Встреча at 9"
