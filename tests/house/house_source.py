"""The package as its source says it is: modules, their imports, their definitions.

In: a folder that holds a package. Out: parsed modules and the arrows between them. An import counts wherever it stands:
at the head, in a function, under TYPE_CHECKING.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "src" / "hearsay"

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One file of Python."""

    name: str
    """Dotted; of a package its own name, without `__init__`."""
    path: Path
    text: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@dataclass(frozen=True, slots=True)
class Arrow:
    """One module imports another; `target` may be of another package."""

    source: str
    target: str
    line: int


def read_package(root: Path) -> dict[str, Module]:
    """Dotted name -> module, of the package whose folder is `root`."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = _module(name, path)
    return found


def read_scripts(folder: Path) -> list[Module]:
    """The files of Python below a folder that is no package."""
    return [_module(path.stem, path) for path in sorted(folder.rglob("*.py"))]


def _module(name: str, path: Path) -> Module:
    text = path.read_text("utf-8")
    return Module(name, path, text, ast.parse(text, str(path)))


def arrows(module: Module, known: dict[str, Module]) -> Iterator[Arrow]:
    """Every import of a module, each as far down as a module of `known` goes: `from a import b` means a.b if it is one."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Arrow(module.name, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield Arrow(module.name, inner if inner in known else base, node.lineno)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    here = module.name.split(".")
    up = here[: len(here) - node.level + module.is_package]
    return ".".join([*up, *filter(None, [node.module])])


def functions(module: Module) -> Iterator[Function]:
    """All functions of a module, nested ones and methods too."""
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines from the first statement behind the docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def parameters(function: Function) -> int:
    """Parameters without self and cls."""
    given = function.args
    names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    stars = [star for star in (given.vararg, given.kwarg) if star is not None]
    return len([name for name in names if name not in ("self", "cls")]) + len(stars)


def public(module: Module) -> Iterator[Definition]:
    """Functions and classes at the head of a module, and methods of such classes, whose names do not begin with `_`."""
    for node in module.tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            inner = node.body if isinstance(node, ast.ClassDef) else []
            yield from (n for n in inner if isinstance(n, Function) and not n.name.startswith("_"))


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below `node` that run when the module is imported: no bodies of functions, no `if __name__ == ...`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda) or (isinstance(child, ast.If) and "__name__" in ast.unparse(child.test)):
            continue
        if isinstance(child, Function):
            yield from (inner for part in (*child.decorator_list, child.args) for inner in ast.walk(part))
            continue
        yield child
        yield from at_import(child)
