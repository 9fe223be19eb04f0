"""Names of members as archives have them: bytes of an unknown code page, the same one twice, far too long, or paths.

In: names as an archive holds them. Out: names as text, each once in its archive. They stay data and never are paths.
"""

from hashlib import sha256

from hearsay.ingest.encoding import fitting
from hearsay.ingest.reading import Said

from .member_names import Given

_PAGES = ("cp866", "windows-1251", "windows-1256", "cp720", "koi8-r", "cp437", "windows-1252")
"""Code pages of names."""

_SAMPLE = 65_536
_LONGEST = 1024
_UNNAMED = "without a name"


def code_page(sample: bytes) -> str:
    """The code page in which `sample` (names, one a line) makes most sense: utf-8 if it is that, else by its letters."""
    try:
        sample.decode()
    except UnicodeDecodeError:
        return fitting(sample, _PAGES)
    return "utf-8"


class ArchiveNames:
    """Names of the members of an archive, as text and each once. Mutable on purpose, as Given is."""

    def __init__(self, sample: bytes = b"") -> None:
        """`sample` holds names of the archive that are not ASCII, one a line; without it those seen so far must do."""
        self._given = Given()
        self._sample, self._seen, self._page = sample, 0, code_page(sample)
        self._learns = not sample

    def text(self, raw: bytes) -> str:
        """A name of unknown code page as text; bytes that do not fit come out as surrogates."""
        if raw.isascii():
            return raw.decode("ascii")
        if self._learns and len(self._sample) < _SAMPLE:
            self._sample += raw + b"\n"
            self._seen += 1
            if self._seen & (self._seen - 1) == 0:
                self._page = code_page(self._sample)
        try:
            return raw.decode(self._page)
        except UnicodeDecodeError:
            return raw.decode("utf-8", "surrogateescape")

    def once(self, name: str) -> str:
        """The name itself, or with a number where it is taken; one that is far too long is cut."""
        plain = name or _UNNAMED
        if len(plain) > _LONGEST:
            mark = sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            plain = f"{plain[:_LONGEST]}... ({len(plain):,} characters, {mark})"
        return self._given.once(plain, lambda taken, number: f"{taken} ({number})")


def oddity(name: str) -> tuple[Said, ...]:
    """What is odd of a name, as a fact of the archive: it names a place outside, holds a zero byte, is far too long."""
    parts = name.replace("\\", "/").split("/")
    outside = name.startswith(("/", "\\")) or name[1:3] in (":\\", ":/") or ".." in parts
    if outside or "\0" in name or len(name) > _LONGEST:
        return (Said("odd_name", name, "metadata"),)
    return ()
