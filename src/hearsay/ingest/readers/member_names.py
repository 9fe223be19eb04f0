"""Names for what lies in a mail, a calendar or an address book: the sender's own where there is one, each once.

In: names as found, and media types. Out: names that are unique in their container. They stay data and never are paths.
"""

from collections import Counter

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


class Names:
    """The names given out so far. Mutable on purpose."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: Counter[str] = Counter()

    def unique(self, name: str) -> str:
        """`name` as it is, or with a number where it is taken; `!/`, which parts containers, is never in it."""
        plain = name.replace("!/", "! /").strip("/").strip()[:_LONGEST] or "without a name"
        shown = plain
        while shown in self._taken:
            self._counts[plain] += 1
            stem, dot, ending = plain.rpartition(".")
            number = f" ({self._counts[plain] + 1})"
            shown = f"{stem}{number}{dot}{ending}" if stem and len(ending) < 6 else plain + number
        self._taken.add(shown)
        return shown


def named_by_kind(what: str, kind: str) -> str:
    """`what` with the ending that files of a media type have, if it is a common one."""
    return what + _ENDINGS.get(kind, "")
