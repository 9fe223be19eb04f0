"""A new case: a folder with a case.toml that works and says what can be put in it.

In: a folder, and what the user has already: inputs, records, gazetteers. Out: the folder on disk.
"""

from collections.abc import Sequence
from pathlib import Path

from hearsay.errors import CaseError, UsageError

_HEAD = """\
# A Hearsay case. Every key is described in docs/case.md. Paths are read relative to this folder;
# a path that leaves it must say `outside = true`.

[case]
title = {title}
about = ""

"""

_TAIL = """
# What you know about a document from outside its text, taken as given:
# [[documents]]
# path = "haul/article.txt"
# outlet = "The Example"
# published = 2016-05-03

# Who speaks, to whom they belong, and what they gain if believed:
# [[voices]]
# name = "Example News"
# kind = "outlet"
# aliases = ["Example"]
# institution = ""
# stake = ""

# Event records and places to check against:
# [[records]]
# name = "UCDP GED"
# path = "records/events.csv"
# [[gazetteers]]
# path = "records/places.csv"
"""


_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def begin(
    folder: Path,
    *,
    title: str,
    inputs: Sequence[Path] = (),
    records: Sequence[Path] = (),
    gazetteers: Sequence[Path] = (),
) -> Path:
    """Make a case; the path of its case.toml. CaseError if there is one already, UsageError for a path that is not there."""
    target = folder / "case.toml"
    if target.exists():
        raise CaseError(f"{target} exists already", remedy="choose another folder, or edit that file")
    for path in (*inputs, *records, *gazetteers):
        if not path.exists():
            remedy = "give paths of files or folders that are there"
            if path.parts[:1] in (("https:",), ("http:",)):
                remedy = "no network is ever used: save the page to a file and give that"
            raise UsageError(f"{path} does not exist", remedy=remedy)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise CaseError(f"{folder} is a file", remedy="name a folder; it is made if it is not there") from error
    text = _HEAD.format(title=_quoted(title))
    if not inputs:
        (folder / "haul").mkdir(exist_ok=True)
        text += '[[inputs]]\npath = "haul"\n'
    text += "".join(f"[[inputs]]\n{_path(path, folder)}" for path in inputs)
    text += "".join(f"\n[[records]]\nname = {_quoted(path.name)}\n{_path(path, folder)}" for path in records)
    text += "".join(f"\n[[gazetteers]]\n{_path(path, folder)}" for path in gazetteers)
    target.write_text(text + _TAIL, "utf-8")
    return target


def _path(path: Path, folder: Path) -> str:
    full, home = path.resolve(), folder.resolve()
    if full.is_relative_to(home):
        return f"path = {_quoted(str(full.relative_to(home)))}\n"
    return f"path = {_quoted(str(full))}\noutside = true\n"


def _quoted(text: str) -> str:
    """`text` as a TOML string."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UsageError(f"{text!a} is not UTF-8, and case.toml is", remedy="name the folder that holds it instead")
    return '"' + "".join(_ESCAPED.get(c, f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c) for c in text) + '"'
