"""Translations and releases in a whole run: found, typed in, overruled, traced, shown."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_cases import HEAD, cook, make

from hearsay.cli import hearsay
from hearsay.errors import NotFound, UsageError
from hearsay.model import Claim, Copy, Difference, Document, Origin, Proposition, Ruling, Translation, Version
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.ruling import rule
from hearsay.pipeline.translating import Place, enter_translation, typed
from hearsay.pipeline.verifying import verify
from palmyra_demo import PROJECT

ARABIC = """القيادة العامة

الرقم: ٤١٧
التاريخ: ٣ آذار ٢٠١٥
إلى: أمير قاطع أشفورد

تسحب جميع المدافع الثقيلة من أشفورد وتنقل إلى الميناء على ١٢ شاحنة قبل ٢٧ آذار ٢٠١٥.

لا يبقى في أشفورد أحد من الحراس بعد صلاة الفجر.
"""
ENGLISH = """General Command

Number: 417
Date: 3 March 2015
To: the commander of the Ashford sector

Take all heavy guns out of Ashford and bring them to the harbour on 12 lorries before 27 March 2015.

None of the guards is to stay in Ashford after the dawn prayer.
"""
NOTE = "A note about the weather in the valley. It rained for nine days, and the river rose.\n"
FILES = {"order.txt": ARABIC, "order.en.txt": "Translated from Arabic by Nadia Karam\n\n" + ENGLISH, "note.txt": NOTE}


def pairs(case: Path) -> list[tuple[str, str, str]]:
    with OpenCase(case) as opened:
        return [(row["document"], row["original"], row["translator"]) for row in opened.rows("translations")]


def chains(case: Path, words: str) -> list[list[str]]:
    with OpenCase(case) as opened:
        return [[hop.holder for hop in c.chain] for c in opened.records(Claim) if words in c.text]


def test_the_example_without_its_declarations_has_the_same_translations_and_no_others(tmp_path: Path) -> None:
    letters = tmp_path / "haul"
    shutil.copytree(PROJECT / "examples" / "palmyra" / "haul", letters, ignore=shutil.ignore_patterns("*.png"))
    toml = (PROJECT / "examples" / "palmyra" / "case.toml").read_text("utf-8")
    kept = [line for line in toml.splitlines() if not line.startswith("translates = ")]
    documents = "\n".join(kept).partition("[[custody]]")[0]
    (tmp_path / "case.toml").write_text(documents, "utf-8")
    cook(tmp_path, "ingest")
    assert pairs(tmp_path) == [
        ("haul/letters/letter-63.en.md", "haul/letters/letter-63.html", "an unnamed translator"),
        ("haul/letters/order-417.en.md", "haul/letters/order-417.txt", "the media office of the Jisr Brigade"),
        ("haul/letters/pass-208.en.md", "haul/letters/pass-208.txt", "the foreign desk of Channel North"),
    ]
    with OpenCase(tmp_path) as opened:
        told = [(d.kind, d.meant, d.said, d.sure) for d in opened.records(Difference)]
        assert ("number_changed", "١٢", "21", True) in told
        assert len([d for d in told if d[0] != "added"]) == 1
        assert list(opened.rows("unsure")) == []


def test_a_found_translation_is_declared_nowhere_and_flows_as_a_declared_one(tmp_path: Path) -> None:
    cook(make(tmp_path, FILES))
    assert pairs(tmp_path) == [("haul/order.en.txt", "haul/order.txt", "Nadia Karam")]
    assert all(chain[0] == "Nadia Karam" for chain in chains(tmp_path, "heavy guns"))
    with OpenCase(tmp_path) as opened:
        by_path = {d.path: d.sha256 for d in opened.records(Document)}
        (copy,) = [c for c in opened.records(Copy) if c.target == "document"]
        assert (copy.later, copy.earlier) == (by_path["haul/order.en.txt"], by_path["haul/order.txt"])
        assert (copy.kind, copy.direction > 0.9) == ("translation", True)
        assert verify(opened.case, opened.store, opened.shelf).wrong == ()
        for table in ("translations", "aligned", "differences", "versions", "version_changes"):
            opened.frame(table)
        (translation,) = opened.records(Translation)
        assert any("Nadia Karam" in step.marked for step in opened.explain(translation.id))
    done = {tally.step: tally.done for tally in cook(tmp_path).tallies}
    assert not any(done.values())


def test_what_is_declared_wins(tmp_path: Path) -> None:
    other = '\n[[documents]]\npath = "haul/order.en.txt"\ntranslates = "haul/note.txt"\ntranslator = "Ana Ruiz"\n'
    cook(make(tmp_path, FILES, HEAD + other), "ingest")
    assert pairs(tmp_path) == [("haul/order.en.txt", "haul/note.txt", "Ana Ruiz")]


def test_a_rejected_translation_is_none(tmp_path: Path) -> None:
    cook(make(tmp_path, FILES))
    with OpenCase(tmp_path) as opened:
        rule(opened, opened.records(Translation)[0].id, "reject", by="Ana")
    cook(tmp_path)
    assert pairs(tmp_path) == []
    assert all(chain[0] != "Nadia Karam" for chain in chains(tmp_path, "heavy guns"))
    with OpenCase(tmp_path) as opened:
        assert opened.records(Difference) == []


def origins(case: Path) -> dict[str, int]:
    """Text of each proposition -> at most so many origins."""
    with OpenCase(case) as opened:
        text = {p.id: p.text for p in opened.records(Proposition)}
        return {text[o.proposition]: o.at_most for o in opened.records(Origin)}


@pytest.mark.parametrize("kept", [True, False])
def test_a_typed_translation_is_a_document_of_its_own_and_adds_no_origin(tmp_path: Path, *, kept: bool) -> None:
    """With the found translation beside it, or alone."""
    files = FILES if kept else {"order.txt": ARABIC, "note.txt": NOTE}
    cook(make(tmp_path, files))
    before = origins(tmp_path)
    with OpenCase(tmp_path) as opened:
        text = ENGLISH.replace("12 lorries", "21 lorries")
        enter_translation(opened, Place("haul/order.txt"), text, by="Ana Ruiz")
        assert [(t.document, t.language, t.by) for t in typed(opened)] == [("haul/order.txt", "en", "Ana Ruiz")]
    cook(tmp_path)
    path = "haul/order.txt, translated into en by Ana Ruiz"
    assert (path, "haul/order.txt", "Ana Ruiz") in pairs(tmp_path)
    assert ["Ana Ruiz"] in [chain[:1] for chain in chains(tmp_path, "heavy guns")]
    with OpenCase(tmp_path) as opened:
        told = [(row["document"], row["kind"], row["meant"], row["said"]) for row in opened.rows("differences")]
        assert told == [(path, "number_changed", "١٢", "21")]
        assert opened.search("harbour")
        assert verify(opened.case, opened.store, opened.shelf).wrong == ()
        assert [row["path"] for row in opened.rows("files")] == sorted(f"haul/{name}" for name in files)
    after = origins(tmp_path)
    assert max(after.values()) == max(before.values()) == 1
    done = {tally.step: tally.done for tally in cook(tmp_path).tallies}
    assert not any(done.values())
    with OpenCase(tmp_path) as opened:
        enter_translation(opened, Place("haul/order.txt", language="en"), "", by="Ana Ruiz")
        assert len([r for r in opened.records(Ruling) if r.field == "translation"]) == 2
    cook(tmp_path)
    assert path not in [row[0] for row in pairs(tmp_path)]
    assert origins(tmp_path) == before


def test_what_cannot_be_a_typed_translation_is_refused(tmp_path: Path) -> None:
    cook(make(tmp_path, FILES), "ingest")
    with OpenCase(tmp_path) as opened:
        with pytest.raises(NotFound, match=r"no path of the ledger"):
            enter_translation(opened, Place("haul/ordr.txt"), ENGLISH, by="Ana")
        with pytest.raises(NotFound, match="no page 7"):
            enter_translation(opened, Place("haul/order.txt", page=7), ENGLISH, by="Ana")
        with pytest.raises(UsageError, match="name"):
            enter_translation(opened, Place("haul/order.txt"), ENGLISH, by=" ")
        with pytest.raises(UsageError, match="language"):
            enter_translation(opened, Place("haul/order.txt"), "417", by="Ana")


def test_the_command_takes_and_lists(tmp_path: Path) -> None:
    cook(make(tmp_path, FILES), "ingest")
    run = CliRunner().invoke
    kept = run(
        hearsay, ["translate", str(tmp_path), "haul/order.txt", "--by", "Ana Ruiz", "--page", "1"], input=ENGLISH
    )
    assert "kept" in kept.output
    listed = run(hearsay, ["translate", str(tmp_path)])
    assert "haul/order.txt p.1 into en by Ana Ruiz" in listed.output
    assert "1 typed translation" in listed.output
    assert '"language":"en"' in run(hearsay, ["translate", str(tmp_path), "--json"]).output


PRESS = """The guns of Ashford

Meridian News, 4 May 2016

Colonel Brandt said that the garrison had left Ashford at night with 24 guns and all the grain of the depot on the hill.

The mayor said that nobody had seen the column on the road, and that the bridge had been closed since the morning of that day.
"""
LATER = (
    PRESS.replace("24 guns", "26 guns")
    + "\nThe ministry would not say where the guns were taken after the column had crossed.\n"
)


def test_two_releases_of_one_text_are_one_record_and_no_second_origin(tmp_path: Path) -> None:
    cook(make(tmp_path, {"guns_v1.txt": PRESS, "note.txt": NOTE}))
    before = origins(tmp_path)
    cook(make(tmp_path, {"guns_v1.txt": PRESS, "guns_v2.txt": LATER, "note.txt": NOTE}))
    with OpenCase(tmp_path) as opened:
        rows = list(opened.rows("versions"))
        assert [(r["document"], r["position"]) for r in rows] == [("haul/guns_v1.txt", 0), ("haul/guns_v2.txt", 1)]
        assert (rows[1]["changed"], rows[1]["appeared"]) == (1, 1)
        told = [(r["kind"], r["was"], r["became"]) for r in opened.rows("version_changes")]
        assert ("changed", "24", "26") in told
        (version,) = opened.records(Version)
        assert any(step.marked == "26" for step in opened.explain(version.id))
    after = origins(tmp_path)
    assert {text: after[text] for text in before if text in after and after[text] > before[text]} == {}
    assert max(after.values()) == 1


def test_a_rejected_pair_of_releases_is_not_compared(tmp_path: Path) -> None:
    cook(make(tmp_path, {"guns_v1.txt": PRESS, "guns_v2.txt": LATER}), "ingest")
    with OpenCase(tmp_path) as opened:
        rule(opened, opened.records(Version)[0].id, "reject", by="Ana")
    cook(tmp_path, "ingest")
    with OpenCase(tmp_path) as opened:
        assert list(opened.rows("versions")) == list(opened.rows("version_changes")) == []
