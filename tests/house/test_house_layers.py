"""Who may import whom.

In: the source of the package. Out: each import that goes against the reading order, by file and line; each circle.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from house_source import PACKAGE, Arrow, Module, arrows, read_package

STAGES = ("ingest", "claims", "trace", "check", "weigh", "publish")
GROUND = frozenset({"model", "errors", "settings", "ports"})

MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "errors": frozenset(),
    "model": frozenset(),
    "version": frozenset(),
    "ports": frozenset({"model"}),
    "settings": frozenset({"model"}),
    "text": frozenset({"model", "errors"}),
    **dict.fromkeys(STAGES, GROUND | {"text"}),
    "store": GROUND,
    "engine": GROUND,
    "views": frozenset({"model", "errors", "store", "text"}),
    "pipeline": GROUND | {"text", "store", "engine", "views", "version", *STAGES},
    "cli": frozenset({"errors", "settings", "views", "pipeline", "version"}),
    "": frozenset({"version", "pipeline"}),
}
"""Layer -> the other layers that it may import; "" is the package's own __init__, which nobody may import."""

HERE = "hearsay"


def layer(name: str) -> str | None:
    """`hearsay.claims.walk` -> `claims`, `hearsay` -> ``; None for what is not ours."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] if first == HERE else None


def all_arrows(known: dict[str, Module]) -> list[Arrow]:
    return [arrow for module in known.values() for arrow in arrows(module, known) if layer(arrow.target) is not None]


def offences(root: Path) -> list[str]:
    """What goes against MAY_IMPORT, a line each."""
    known = read_package(root)
    strange = sorted({layer(name) or "" for name in known} - MAY_IMPORT.keys())
    found = [f"the layer {name!r} has no place in MAY_IMPORT" for name in strange]
    for arrow in all_arrows(known):
        own, other = layer(arrow.source), layer(arrow.target)
        if own != other and other not in MAY_IMPORT.get(own or "", frozenset()):
            found.append(f"{arrow.source}:{arrow.line}: {own or 'the root'} must not import {arrow.target}")
    return found


def circles(root: Path) -> list[list[str]]:
    """Modules that import each other in a ring, however long, through functions too."""
    known = read_package(root)
    edges: dict[str, set[str]] = {name: set() for name in known}
    for arrow in all_arrows(known):
        if arrow.target in known and arrow.target != arrow.source:
            edges[arrow.source].add(arrow.target)
    reach = {name: _reachable(name, edges) for name in edges}
    rings = {
        frozenset({other for other in reach[name] if name in reach[other]}) for name in edges if name in reach[name]
    }
    return sorted(sorted(ring) for ring in rings)


def _reachable(name: str, edges: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [*edges[name]]
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo += edges[at]
    return seen


def test_imports_go_one_way() -> None:
    assert offences(PACKAGE) == []


def test_no_import_goes_in_a_circle() -> None:
    assert circles(PACKAGE) == []


def make(root: Path, **files: str) -> Path:
    """A small package called hearsay; `a__b` is the module a/b.py."""
    home = root / HERE
    for name, text in {"__init__": "", **files}.items():
        path = home / f"{name.replace('__b', '/b') if name != '__init__' else name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return home


@pytest.mark.parametrize(
    "line",
    [
        "from hearsay.store import Store",
        "import hearsay.store.database",
        "from ..store import Store",
        "from .. import store",
        "def f():\n    from hearsay.store import Store",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import hearsay.store",
        "from hearsay.trace import Copy",
        "import hearsay",
    ],
)
def test_a_stage_that_reaches_out_is_seen(tmp_path: Path, line: str) -> None:
    assert len(offences(make(tmp_path, claims__b=line, store="", trace=""))) == 1


@pytest.mark.parametrize("line", ["from hearsay.model import Claim", "from ..ports import Step", "import re, numpy"])
def test_a_stage_that_keeps_to_its_ground_is_let_pass(tmp_path: Path, line: str) -> None:
    assert offences(make(tmp_path, claims__b=line, model="", ports="")) == []


def test_nobody_imports_the_command_line(tmp_path: Path) -> None:
    for name in MAY_IMPORT.keys() - {"", "cli"}:
        assert offences(make(tmp_path / name, **{name: "import hearsay.cli", "cli": ""})) != []


def test_a_new_layer_must_be_given_its_place(tmp_path: Path) -> None:
    assert offences(make(tmp_path, web="")) == ["the layer 'web' has no place in MAY_IMPORT"]


def test_a_circle_is_seen(tmp_path: Path) -> None:
    home = make(
        tmp_path,
        text="from hearsay import model",
        model="def f():\n    import hearsay.errors",
        errors="import hearsay.text",
    )
    assert circles(home) == [["hearsay.errors", "hearsay.model", "hearsay.text"]]
