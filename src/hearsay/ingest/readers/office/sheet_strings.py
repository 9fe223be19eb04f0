"""The shared strings of an Excel file, packed tightly, so that millions of them fit into memory.

In: xl/sharedStrings.xml. Out: text by number.
"""

from array import array

from lxml import etree

from .package import Package
from .xml import events, forget, local


def words(element: etree._Element) -> str:
    """The text of an si or is element: of all its runs, without what only helps to pronounce it."""
    out = []
    for one in element:
        name = local(one)
        if name == "t":
            out.append(one.text or "")
        elif name == "r":
            out += [t.text or "" for t in one if local(t) == "t"]
    return "".join(out)


class Strings:
    """Text by number."""

    def __init__(self, package: Package, part: str) -> None:
        self._bytes, self._ends = bytearray(), array("Q", [0])
        for _, element in events(package.pieces(part), part, package.flaws, ["si"], ["end"]) if part else ():
            self._bytes += words(element).encode("utf-8", "replace")
            self._ends.append(len(self._bytes))
            forget(element)

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise IndexError(number)
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8")
