"""Threads: mails joined by the ids they name, else by subject and people, whatever their order; what is missing is named."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.model import Document, Fact, Record, Run
from hearsay.store import Saved, Shelf, Store
from hearsay.views.lookup import Lookup
from hearsay.views.said import ThreadRow
from hearsay.views.threads import threads


def mail(path: str, **said: str | Sequence[str]) -> list[Record]:
    """A message with facts; several values of one name in a list."""
    digest = hashlib.sha256(path.encode()).hexdigest()
    facts = {"kind": ["message"]} | {name: [v] if isinstance(v, str) else list(v) for name, v in said.items()}
    return [
        Document(sha256=digest, path=path, kind="message"),
        *(Fact(sha256=digest, name=n, value=v, evidence="metadata") for n, values in facts.items() for v in values),
    ]


def rows(folder: Path, mails: Iterable[Sequence[Record]]) -> list[ThreadRow]:
    """The threads of a case that holds these mails."""
    records = list({record.id: record for one in mails for record in one}.values())
    path = folder / f"{hashlib.sha256(repr(records).encode()).hexdigest()}.sqlite"
    path.unlink(missing_ok=True)
    store = Store(path)
    run = store.begin(Run(step="s", version="1", settings="", started="2016"))
    store.save("s", run, [Saved("k", "i", records, ["h"] * len(records))])
    found = list(threads(Lookup(Shelf(store))))
    store.close()
    return found


FIRST = mail(
    "a.eml", message_id="1@x", subject="Plan", date="2019-03-04T10:00:00+02:00", to="B <b@x>", **{"from": "A <a@x>"}
)
ANSWER = mail(
    "b.eml", message_id="2@x", in_reply_to="1@x", references=["1@x"], subject="Re: Plan", date="2019-03-05T10:00:00+02:00",
    to="A <a@x>", **{"from": "B <b@x>"},
)  # fmt: skip
OTHER = mail(
    "c.eml", message_id="3@x", subject="Plan", date="2019-03-06T10:00:00+02:00", to="D <d@x>", **{"from": "C <c@x>"}
)


def test_an_answer_joins_what_it_answers(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, [ANSWER, OTHER, FIRST])
    assert (row.subject, row.messages, row.documents, row.missing) == ("Plan", 2, ["a.eml", "b.eml"], [])
    assert (row.first, row.last) == ("2019-03-04T10:00:00+02:00", "2019-03-05T10:00:00+02:00")
    assert row.people == ["A <a@x>", "B <b@x>"]
    assert row.joined_by == "message ids"


def test_a_mail_that_is_missing_joins_two_and_is_named(tmp_path: Path) -> None:
    one = mail("a.eml", message_id="2@x", references=["1@x"], subject="AW: Plan")
    two = mail("b.eml", message_id="3@x", references=["1@x"], subject="Fwd: Plan")
    (row,) = rows(tmp_path, [one, two])
    assert (row.messages, row.missing) == (2, ["1@x"])
    (alone,) = rows(tmp_path, [one])
    assert (alone.messages, alone.missing, alone.subject) == (1, ["1@x"], "Plan")


def test_without_ids_subject_and_two_people_are_an_inference(tmp_path: Path) -> None:
    one = mail("a.eml", subject="Встреча", date="2019-03-04", to="b@x", **{"from": "A <a@x>"})
    two = mail("b.eml", subject="Отв: Fwd: ВСТРЕЧА", date="2019-03-05", to="a@x", **{"from": "B <b@x>"})
    (row,) = rows(tmp_path, [one, two])
    assert (row.messages, row.joined_by) == (2, "subject and people")
    stranger = mail("b.eml", subject="Re: Встреча", date="2019-03-05", to="d@x", **{"from": "B <b@x>"})
    assert rows(tmp_path, [one, stranger]) == []


def test_single_mails_and_other_papers_are_no_threads(tmp_path: Path) -> None:
    paper = Document(sha256="f" * 64, path="paper.txt", kind="message")
    assert rows(tmp_path, [FIRST, OTHER, [paper]]) == []


@given(st.permutations(range(6)), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_mails_does_not_matter(tmp_path: Path, order: list[int], answers: list[tuple[int, int]]) -> None:
    named = {n: sorted({f"{b}@x" for a, b in answers if a == n}) for n in range(6)}
    mails = [mail(f"{n}.eml", message_id=f"{n}@x", references=named[n], subject=f"s{n}") for n in range(6)]
    found = rows(tmp_path, mails)
    assert rows(tmp_path, [mails[n] for n in order]) == found
    placed = [path for row in found for path in row.documents]
    assert len(placed) == len(set(placed))
    joined = {frozenset(row.documents) for row in found}
    assert all(any({f"{a}.eml", f"{b}.eml"} <= group for group in joined) for a, b in answers if a != b)
