"""Subjects of mails: what they are about, without the marks of answers and forwards.

In: a subject. Out: the subject as it was when the first mail of the thread was written.
"""

import re

_MARK = re.compile(
    r"\s*(?:(?:re|fwd?|fw|aw|wg|sv|tr|rv|отв|ответ|пересл|رد|إعادة توجيه|توجيه)\s*(?:\[\d{1,4}\])?\s*:|\[(?:ext|external)\])\s*",
    re.IGNORECASE,
)
_MARKS_AT_MOST = 50


def bare_subject(subject: str) -> str:
    """`subject` without `Re:`, `Fwd:`, `AW:`, `Отв:`, `رد:` and their like, however many."""
    at = 0
    for _ in range(_MARKS_AT_MOST):
        mark = _MARK.match(subject, at)
        if mark is None:
            break
        at = mark.end()
    return subject[at:].strip()
