"""The lexicons of the package: data files, read on demand and kept.

In: the name of a table. Out: its content. Callers share one copy and must not change it.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `text/data/<name>.toml`.

    Raises:
        FileNotFoundError: there is no such table in the package.
    """
    source = files("hearsay.text").joinpath("data", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
