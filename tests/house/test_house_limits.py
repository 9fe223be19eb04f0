"""How long, how wide and how silent a piece of code may be.

In: the source of the package, its tests, evals and tools. Out: each place that goes over a limit, by file and line.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_source import (
    PACKAGE,
    PROJECT,
    Function,
    Module,
    at_import,
    body_lines,
    functions,
    parameters,
    public,
    read_package,
    read_scripts,
)

LINES, BODY, PARAMETERS, METHODS = 400, 40, 6, 15

TOUCHES = ("open", "print", "input", "exec", "eval")
"""Names whose call at import would read, write or run something."""
TOUCHING = (
    ".open", ".read_text", ".read_bytes", ".write_text", ".write_bytes", ".mkdir", ".unlink", ".iterdir", ".exists",
    "resources.files", "os.getenv", "os.getcwd", "os.listdir", "os.cpu_count", "Path.cwd", "Path.home", "tomllib.load",
    "tomllib.loads", "json.load", "datetime.now", "date.today", "time.time", "time.monotonic", "random.random",
    "subprocess.run", "subprocess.Popen", "socket.socket", "shutil.which",
)  # fmt: skip

SOURCES = list(read_package(PACKAGE).values())
SCRIPTS = [module for name in ("tests", "evals", "tools") for module in read_scripts(PROJECT / name)]


def place(module: Module, node: ast.stmt | ast.expr) -> str:
    name = getattr(node, "name", "")
    return f"{module.path.relative_to(PROJECT) if module.path.is_relative_to(PROJECT) else module.path}:{node.lineno} {name}".strip()


def none_of(offences: list[str]) -> None:
    assert not offences, "\n".join(["", *offences])


def too_long(module: Module) -> Iterator[str]:
    for function in functions(module):
        if body_lines(function) > BODY:
            yield f"{place(module, function)} has {body_lines(function)} lines"


def too_wide(module: Module) -> Iterator[str]:
    for function in functions(module):
        if parameters(function) > PARAMETERS:
            yield f"{place(module, function)} takes {parameters(function)} parameters"
    for node in ast.walk(module.tree):
        methods = [n for n in node.body if isinstance(n, Function)] if isinstance(node, ast.ClassDef) else []
        if isinstance(node, ast.ClassDef) and len(methods) > METHODS:
            yield f"{place(module, node)} has {len(methods)} methods"


def silent(module: Module) -> Iterator[str]:
    for node in public(module):
        if not ast.get_docstring(node):
            yield f"{place(module, node)} has no docstring"


def headless(module: Module) -> Iterator[str]:
    head = ast.get_docstring(module.tree) or ""
    if "In: " not in head or "Out: " not in head:
        yield f"{module.path.relative_to(PROJECT)}: its head does not say what comes in and what goes out"


def busy(module: Module) -> Iterator[str]:
    for node in at_import(module.tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in TOUCHES or f".{called}".endswith(TOUCHING):
                yield f"{place(module, node)} calls {called} at import"
        elif isinstance(node, ast.Attribute) and ast.unparse(node) == "os.environ":
            yield f"{place(module, node)} reads the environment at import"


@pytest.mark.parametrize("rule", [too_long, too_wide, silent, headless, busy])
def test_source_keeps_the_limits(rule: object) -> None:
    assert callable(rule)
    none_of([offence for module in SOURCES for offence in rule(module)])


def test_no_module_is_longer_than_a_person_reads() -> None:
    none_of([f"{m.path.relative_to(PROJECT)}: {m.lines} lines" for m in (*SOURCES, *SCRIPTS) if m.lines > LINES])


def test_tests_and_tools_say_what_they_are() -> None:
    none_of([str(m.path.relative_to(PROJECT)) for m in SCRIPTS if not ast.get_docstring(m.tree)])


def test_every_evaluation_and_tool_says_what_comes_in_and_out() -> None:
    ours = [m for m in SCRIPTS if m.path.parent.name in ("evals", "tools")]
    none_of([offence for module in ours for offence in headless(module)])


def module_of(text: str) -> Module:
    return Module("example", Path("example.py"), text, ast.parse(text))


LONG = "def f():\n    '''Says.'''\n" + "    x = 1\n" * 41
WIDE = "def f(a, b, c, /, d, *e, g, **h):\n    '''Says.'''"
MANY = "class A:\n    '''Says.'''\n" + "".join(f"    def _m{n}(self): ...\n" for n in range(16))


@pytest.mark.parametrize(
    ("rule", "text", "count"),
    [
        (too_long, LONG, 1),
        (too_long, LONG.replace("    x = 1\n", "", 1), 0),
        (too_wide, WIDE, 1),
        (too_wide, "def f(self, a, b, c, d, e, g): ...", 0),
        (too_wide, MANY, 1),
        (silent, "def f(): ...\nclass A:\n    def g(self): ...\n    def _h(self): ...", 3),
        (silent, "def _f(): ...", 0),
        (busy, "import os\nX = os.environ['A']\nY = open('a')\nZ = Path('a').read_text()", 3),
        (busy, "def f():\n    return open('a')\nif __name__ == '__main__':\n    print(1)\nG = lambda: open('a')", 0),
        (busy, "def f(a=open('a')): ...\nclass A:\n    x = open('a')", 2),
    ],
)
def test_each_rule_sees_what_it_forbids(rule: object, text: str, count: int) -> None:
    assert callable(rule)
    assert len(list(rule(module_of(text)))) == count
