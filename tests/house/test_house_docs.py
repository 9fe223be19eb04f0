"""What the documents say is so.

In: README.md, docs/, the settings, the errors, the tables, a run of the example. Out: failures that name the sentence or key.
"""

import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from house_source import PROJECT

from hearsay import errors, settings
from hearsay.cli import hearsay as commands
from hearsay.views.contract import TABLES, schema_text
from palmyra_demo import EXAMPLE, HEARSAY, Demo

PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]
DECISIONS = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
CHAPTERS = ("ingest", "claims", "trace", "check", "weigh", "publish")

PLACES = {
    "CaseInfo": ("[case]",), "Input": ("[[inputs]]",), "DeclaredDocument": ("[[documents]]",),
    "CustodyTable": ("[[custody_tables]]",), "DeclaredCustody": ("[[custody]]",), "Hand": ("[[custody]]",), "DeclaredVoice": ("[[voices]]",),
    "DeclaredRating": ("[[ratings]]",), "VerifiedOutcome": ("[[ratings]]",), "RecordSource": ("[[records]]",),
    "GazetteerSource": ("[[gazetteers]]",), "Question": ("[[questions]]",), "DeclaredHypothesis": ("[[questions]]",),
    "DeclaredEvidence": ("[[questions]]",), "IngestSettings": ("[settings.ingest]",),
    "TraceSettings": ("[settings.trace]",), "CheckSettings": ("[settings.check]",), "WeighSettings": ("[settings.weigh]",),
}  # fmt: skip
"""Struct of settings.py -> the section of docs/case.md that describes its keys."""


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", path.read_text("utf-8"))


def named(pattern: str, *pages: Path) -> list[tuple[Path, str]]:
    """Page and what the pattern's group catches there, for each catch."""
    return [(page, found) for page in pages for found in re.findall(pattern, page.read_text("utf-8"))]


def name_has(name: str, parts: tuple[str, ...]) -> bool:
    return any(part in name for part in parts)


def sections(path: Path) -> dict[str, str]:
    """Heading -> what stands below it, to the next heading."""
    parts = re.split(r"(?m)^#+ (.+)$", path.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def sh_lines() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for block in blocks(page, "sh"):
            yield from ((page.name, line) for line in block.splitlines() if line.strip())


@pytest.fixture(scope="module")
def copied(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The run of the example once more, to be changed by the commands of the documents."""
    root = tmp_path_factory.mktemp("docs")
    shutil.copytree(demo.root, root, dirs_exist_ok=True)
    return Demo(root, demo.output)


def attempt(line: str, copied: Demo, record: str) -> str:
    """What is wrong with one line of a block; empty when it runs, or names a target of the Makefile."""
    program, *words = shlex.split(line)
    if program == "make":
        return "" if re.search(rf"(?m)^{words[0]}:", (PROJECT / "Makefile").read_text("utf-8")) else "no such target"
    if program not in ("hearsay", ".venv/bin/hearsay"):
        return "only make and hearsay may stand in a block"
    if words == ["run", EXAMPLE]:
        return ""
    done = copied.hearsay(*(record if word == "ID" else word for word in words))
    return "" if done.returncode == 0 and done.stdout else f"exit {done.returncode}: {done.stderr}"


def test_every_command_of_the_documents_runs(copied: Demo) -> None:
    record = copied.rows("findings")[-1]["proposition"]
    tried = {line: attempt(line, copied, record) for line in dict.fromkeys(line for _, line in sh_lines())}
    assert len(tried) > 10
    assert {line: wrong for line, wrong in tried.items() if wrong} == {}


def test_a_command_that_does_not_run_is_seen(copied: Demo) -> None:
    for line in ("hearsay show nowhere files", "make tea", "rm -r docs"):
        assert attempt(line, copied, "")


def test_every_python_of_the_documents_runs(copied: Demo) -> None:
    found = [block for page in PAGES for block in blocks(page, "python")]
    assert found
    for block in found:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", block], cwd=copied.root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, block + done.stderr


def written_by_tool() -> Any:
    spec = importlib.util.spec_from_file_location("write_readme", PROJECT / "tools" / "write_readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_shows_the_real_output(demo: Demo) -> None:
    (block,) = blocks(PROJECT / "README.md", "text")
    tool = written_by_tool()
    head, tail = block.split("\n...\n")
    assert block == tool.shown(demo.output), "run: make readme"
    assert demo.output.startswith(head)
    assert demo.output.endswith(tail)


def test_the_readme_names_both_commands_and_every_chapter() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    assert {"make demo", "make test"} <= {line for name, line in sh_lines() if name == "README.md"}
    assert [chapter for chapter in CHAPTERS if f"(docs/{chapter}.md)" not in readme] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_says_what_goes_in_and_out_its_rules_and_its_limits(chapter: str) -> None:
    path = PROJECT / "docs" / f"{chapter}.md"
    text = path.read_text("utf-8")
    assert "**In:**" in text
    assert "**Out:**" in text
    assert {"What is not supported", "Look at it"} <= sections(path).keys()


def test_links_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page, target in named(r"\]\(([^)#\s]+)\)", *PAGES, *DECISIONS)
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_files_named_in_the_documents_exist() -> None:
    whole = named(r"`((?:src|docs|tests|tools|examples|evals)/[\w./-]+)`", *PAGES, *DECISIONS)
    made = ("/dossier/", "/store/")
    missing = [f"{p.name}: {name}" for p, name in whole if not (PROJECT / name).exists() and not name_has(name, made)]
    inner = named(r"`(\w+/\w+\.py|\w+\.py)`", *DECISIONS)
    missing += [f"{p.name}: {name}" for p, name in inner if not (PROJECT / "src" / "hearsay" / name).exists()]
    assert missing == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_three_parts(path: Path) -> None:
    headings = list(sections(path))
    assert headings[0].startswith(f"{path.name[:4]}. ")
    assert headings[1:] == ["Context", "Decision", "Cost"]
    assert all(text.strip() for text in list(sections(path).values())[1:])
    assert len(path.read_text("utf-8").splitlines()) <= 60


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def exit_codes() -> dict[str, int]:
    """Name of an error -> its exit code, from errors.py."""
    found = vars(errors).values()
    return {e.__name__: e.exit_code for e in found if isinstance(e, type) and issubclass(e, errors.HearsayError)}


def test_exit_codes_are_those_of_the_errors() -> None:
    rows = re.findall(r"(?m)^\| (\d+) \|(.*?)\| (.+) \|$", sections(PROJECT / "docs" / "contract.md")["Exit codes"])
    said = {name: int(code) for code, names, _ in rows for name in re.findall(r"`(\w+)`", names)}
    assert said == exit_codes()
    assert {int(code) for code, _, _ in rows} == {0, 130, *exit_codes().values()}
    epilog = commands.epilog or ""
    assert {int(code) for code in re.findall(r"(?:^|[:;\s])(\d+) [a-z]", epilog)} == {0, 130, *exit_codes().values()}


def test_every_command_is_in_the_contract() -> None:
    said = set(re.findall(r"`hearsay (\w+)", sections(PROJECT / "docs" / "contract.md")["Commands"]))
    assert said == set(commands.commands)


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_a_table_is_in_the_contract(table: str) -> None:
    said = sections(PROJECT / "docs" / "contract.md")[table]
    fields = [field.encode_name for field in msgspec.structs.fields(TABLES[table])]
    assert [name for name in fields if f"`{name}`" not in said] == []


def row_shapes() -> dict[str, dict[str, Any]]:
    """Name of a row or of a part of one -> its properties, of all schemas."""
    found: dict[str, dict[str, Any]] = {}
    for table, row in TABLES.items():
        for name, shape in json.loads(schema_text(table))["$defs"].items():
            found[table if name == row.__name__ else name] = shape["properties"]
    return found


@pytest.mark.parametrize("shape", row_shapes())
def test_every_field_is_explained_in_a_line_of_its_own(shape: str) -> None:
    known = sections(PROJECT / "docs" / "contract.md")
    (said,) = (text for heading, text in known.items() if heading == shape or heading.endswith(f"({shape})"))
    explained = {name for name, meaning in re.findall(r"(?m)^\| `(\w+)` \| (.+) \|$", said) if len(meaning.split()) > 1}
    assert explained == set(row_shapes()[shape])


def shapes() -> list[type[settings.Shape]]:
    found = [s for s in vars(settings).values() if isinstance(s, type) and issubclass(s, settings.Shape)]
    return [s for s in found if s not in (settings.Shape, settings.CaseFile, settings.Settings)]


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.__name__)
def test_every_key_of_a_case_is_described(shape: type[settings.Shape]) -> None:
    known = sections(PROJECT / "docs" / "case.md")
    said = "".join(known[place] for place in PLACES[shape.__name__])
    assert [
        field.encode_name for field in msgspec.structs.fields(shape) if f"| `{field.encode_name}` |" not in said
    ] == []


@pytest.mark.parametrize("stage", ["ingest", "trace", "check", "weigh"])
def test_defaults_of_settings_are_those_described(stage: str) -> None:
    said = dict(
        re.findall(r"(?m)^\| `(\w+)` \| (.+?) \|", sections(PROJECT / "docs" / "case.md")[f"[settings.{stage}]"])
    )
    real = msgspec.to_builtins(getattr(settings.Settings(), stage))
    assert {key: msgspec.json.decode(value) for key, value in said.items()} == msgspec.json.decode(
        msgspec.json.encode(real)
    )


def test_every_table_of_a_case_has_a_section() -> None:
    known = sections(PROJECT / "docs" / "case.md").keys()
    tables = {f.encode_name for f in msgspec.structs.fields(settings.CaseFile)} - {"case", "settings"}
    assert {f"[[{name}]]" for name in tables} | {"[case]"} <= known


def test_the_command_of_the_documents_is_the_installed_one() -> None:
    assert HEARSAY.is_file()
