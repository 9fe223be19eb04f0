"""Names for what lies in a mail, a calendar or an address book: the sender's own where there is one, each once.

In: names as found, and media types. Out: names that are unique in their container. They stay data and never are paths.
"""

from collections.abc import Callable

_ENDINGS = {
    "text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics", "text/vcard": ".vcf", "text/x-vcard": ".vcf",
    "text/csv": ".csv", "text/rtf": ".rtf", "application/rtf": ".rtf", "application/pdf": ".pdf", "image/jpeg": ".jpg",
    "image/jpg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/tiff": ".tif", "image/bmp": ".bmp",
    "image/webp": ".webp", "image/svg+xml": ".svg", "application/zip": ".zip", "message/rfc822": ".eml",
    "application/ms-tnef": ".dat", "application/msword": ".doc", "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s", "application/x-pkcs7-signature": ".p7s", "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m", "text/css": ".css", "audio/mpeg": ".mp3", "video/mp4": ".mp4",
    "message/delivery-status": ".txt", "text/rfc822-headers": ".txt", "application/pgp-keys": ".asc",
}  # fmt: skip
_LONGEST = 300


class Given:
    """Names that were given out, each once. Mutable on purpose: a name depends on those before it, never on those behind."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def once(self, plain: str, numbered: Callable[[str, int], str]) -> str:
        """`plain` itself; where it is taken, with the first number from 2 on under which it is not."""
        shown, number = plain, self._numbers.get(plain, 1)
        while shown in self._taken:
            number += 1
            shown = numbered(plain, number)
        self._numbers[plain] = number
        self._taken.add(shown)
        return shown


class Names:
    """Names of parts of a mail, a calendar or an office file. Mutable on purpose."""

    def __init__(self) -> None:
        self._given = Given()

    def unique(self, name: str) -> str:
        """`name` as it is, or with a number where it is taken; `!/`, which parts containers, is never in it."""
        plain = name.replace("!/", "! /").strip("/").strip()[:_LONGEST] or "without a name"
        return self._given.once(plain, _before_ending)


def _before_ending(plain: str, number: int) -> str:
    stem, dot, ending = plain.rpartition(".")
    return f"{stem} ({number}){dot}{ending}" if stem and len(ending) < 6 else f"{plain} ({number})"


def named_by_kind(what: str, kind: str) -> str:
    """`what` with the ending that files of a media type have, if it is a common one."""
    return what + _ENDINGS.get(kind, "")
