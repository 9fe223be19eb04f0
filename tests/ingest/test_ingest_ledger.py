"""The ledger reconciles, or names what is missing."""

from hypothesis import given
from hypothesis import strategies as st
from intake import found_of

from hearsay.ingest import reconcile
from hearsay.model import File


def file(path: str, parent: str | None = None) -> File:
    return File(path=path, sha256="0" * 64, parent=parent, status="unsupported" if parent else "ok")


def test_all_accounted_for() -> None:
    ledger = reconcile([found_of("a"), found_of("b")], [file("b"), file("a")])
    assert ledger.reconciles
    assert ledger.sentence == "2 found, 2 accounted for (2 ok): the ledger reconciles."


def test_members_are_counted_apart() -> None:
    box = file("a.zip")
    ledger = reconcile([found_of("a.zip")], [box, file("a.zip!/x", box.id), file("a.zip!/y", box.id)])
    assert (ledger.members, ledger.statuses, ledger.reconciles) == (2, (("ok", 1), ("unsupported", 2)), True)


def test_what_is_missing_or_unexpected_is_named() -> None:
    ledger = reconcile([found_of("a"), found_of("b")], [file("a"), file("c")])
    assert (ledger.missing, ledger.unexpected, ledger.reconciles) == (("b",), ("c",), False)
    assert "NOT reconcile, 1 missing and 1 not among those found" in ledger.sentence


@given(st.permutations("abcde"), st.permutations("bcdef"))
def test_order_never_matters(first: list[str], second: list[str]) -> None:
    ledger = reconcile([found_of(p) for p in first], [file(p) for p in second])
    assert ledger == reconcile([found_of(p) for p in "abcde"], [file(p) for p in "bcdef"])


def test_reasons_are_gathered_by_their_kind() -> None:
    files = [
        File(
            path=f"{n}.pdf", sha256="0" * 64, status="partial", reason=f"page {n}: {n},000 lines are not legible; more"
        )
        for n in range(1, 13)
    ]
    files.append(File(path="a.bin", sha256="0" * 64, status="unsupported", reason="there is no reader"))
    files.append(File(path="b.txt", sha256="0" * 64))
    ledger = reconcile([found_of(f.path) for f in files], files)
    assert [(r.status, r.kind, r.count, r.example) for r in ledger.reasons] == [
        ("partial", "page N: N lines are not legible", 12, "1.pdf"),
        ("unsupported", "there is no reader", 1, "a.bin"),
    ]
