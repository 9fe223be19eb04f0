"""Writes the table of formats in docs/ingest.md anew.

In: src/hearsay/ingest/data/formats.toml. Out: the table between its heading and the next empty line.
"""

import re
from pathlib import Path

from hearsay.ingest import formats

PAGE = Path(__file__).parents[1] / "docs" / "ingest.md"
_HEAD = "| content | what becomes a page or a member | notes |\n|---|---|---|\n"


def written() -> str:
    """The table as Markdown."""
    return _HEAD + "".join(f"| {one.name} | {one.gives} | {one.notes} |\n" for one in formats())


def replaced(page: str) -> str:
    """The page with its table replaced; ValueError if there is none."""
    found = re.subn(rf"{re.escape(_HEAD)}(?:\|.*\n)*", lambda _: written(), page)
    if found[1] != 1:
        raise ValueError("docs/ingest.md has no table of formats, or several")
    return found[0]


if __name__ == "__main__":
    PAGE.write_text(replaced(PAGE.read_text("utf-8")), "utf-8")
