"""The small word lists of the stage: data files, read on demand and kept, their phrases folded once.

In: the name of a table. Out: its content (shared: callers must not change it) or a set of folded phrases.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from hearsay.text.normal import fold_text


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `ingest/data/<name>.toml`."""
    return tomllib.loads((files("hearsay.ingest") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def phrases(name: str, section: str, key: str) -> tuple[str, ...]:
    """The phrases of one list, folded, longest first; `section` may be dotted."""
    here = table(name)
    for part in section.split("."):
        here = here[part]
    folded = {fold_text(phrase) for phrase in here[key]}
    return tuple(sorted(folded, key=lambda phrase: (-len(phrase), phrase)))
