"""Lexicons and weights of the trace stage, read on demand.

In: the name of a table in `trace/data`. Out: its TOML as a dictionary, cached for the life of the process.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml`; FileNotFoundError if there is none. Shared by all callers: do not change it."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """All words of the list `key` of a table, or of the lists in it when it is a table of languages."""
    found = table(name)[key]
    lists = found.values() if isinstance(found, dict) else (found,)
    return frozenset(word for words in lists for word in words)
