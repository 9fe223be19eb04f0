"""What the package offers, what it needs, and how fast it is there.

In: the installed package, pyproject.toml. Out: failures that name the export, the dependency or the module.
"""

import importlib
import inspect
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions

import pytest
from house_source import PACKAGE, PROJECT, arrows, read_package

import hearsay
from palmyra_demo import HEARSAY

HEAVY = {
    "polars",
    "pyarrow",
    "numpy",
    "scipy",
    "pypdfium2",
    "tantivy",
    "PIL",
    "jinja2",
    "selectolax",
    "magic",
    "pandas",
}
IMPORT_SECONDS, HELP_SECONDS = 0.3, 0.5
TRIES = 8

SOURCES = read_package(PACKAGE)
OFFERING = [name for name, module in SOURCES.items() if module.is_package and "__all__" in module.text]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))


def test_the_version_is_that_of_pyproject() -> None:
    assert hearsay.__version__ == PYPROJECT["project"]["version"]


@pytest.mark.parametrize("name", OFFERING)
def test_what_is_offered_is_there_and_explained(name: str) -> None:
    package = importlib.import_module(name)
    assert list(package.__all__) == sorted(set(package.__all__), key=list(package.__all__).index)
    offered = {public: getattr(package, public) for public in package.__all__}
    definitions = {public: it for public, it in offered.items() if inspect.isclass(it) or inspect.isfunction(it)}
    assert [public for public, it in definitions.items() if not inspect.getdoc(it)] == []


def test_the_front_door_has_two_verbs() -> None:
    assert set(hearsay.__all__) == {"__version__", "open_case", "run"}


def needed() -> dict[str, str]:
    """Distribution -> a module that imports from it, for all that src imports."""
    of_module = packages_distributions()
    found: dict[str, str] = {}
    for module in SOURCES.values():
        for arrow in arrows(module, SOURCES):
            top = arrow.target.partition(".")[0]
            if top != "hearsay" and top not in sys.stdlib_module_names:
                found[normal(of_module.get(top, [top])[0])] = f"{arrow.source}:{arrow.line}"
    return found


def normal(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def test_what_is_imported_is_declared() -> None:
    project = PYPROJECT["project"]
    extras = {normal(r) for name, extra in project["optional-dependencies"].items() if name != "dev" for r in extra}
    declared = {normal(r) for r in project["dependencies"]}
    assert {name: where for name, where in needed().items() if name not in declared | extras} == {}


def test_what_is_declared_is_imported() -> None:
    assert {normal(r) for r in PYPROJECT["project"]["dependencies"]} - needed().keys() == set()


def test_a_bare_import_brings_nothing_heavy() -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import hearsay"], capture_output=True, text=True, check=True
    ).stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in said.splitlines()}
    assert "hearsay" in imported
    assert imported & HEAVY == set()


def fast_enough(seconds: float, act: Callable[[], float]) -> bool:
    """Whether one of a few tries is fast enough: a busy machine may slow some of them, never speed one up."""
    return any(act() < seconds for _ in range(TRIES))


def import_seconds() -> float:
    code = "import time; t = time.perf_counter(); import hearsay; print(time.perf_counter() - t)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def help_seconds() -> float:
    began = time.perf_counter()
    subprocess.run([HEARSAY, "--help"], capture_output=True, check=True)
    return time.perf_counter() - began


def test_the_import_is_fast() -> None:
    assert fast_enough(IMPORT_SECONDS, import_seconds)


def test_help_is_there_at_once() -> None:
    assert fast_enough(HELP_SECONDS, help_seconds)
