"""Sound and film: what the file says of itself, by its tags; what is heard and seen is not transcribed.

In: a Source. Out: one Reading with facts, and the cover picture as a member. The status is `unsupported`, for nobody has
listened.
"""

import warnings
from collections.abc import Iterator

from tinytag import TinyTag, TinyTagException

from hearsay.ingest.reading import Member, Reading, Said
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

TYPES = frozenset({
    "audio/mpeg", "audio/mp4", "audio/x-m4a", "video/mp4", "audio/ogg", "application/ogg", "audio/flac", "audio/x-flac",
    "audio/wav", "audio/x-wav", "audio/vnd.wave", "audio/x-aiff", "audio/aiff", "audio/x-ms-asf", "video/x-ms-asf",
    "audio/x-ms-wma", "video/quicktime",
})  # fmt: skip
"""Media types whose tags are read."""

_NAMES = {
    "title": "title", "artist": "artist", "album": "album", "albumartist": "album artist", "composer": "composer",
    "comment": "comment", "genre": "genre", "year": "date", "track": "track",
}  # fmt: skip
_LONGEST = 500
_WHY = "what is heard or seen in it is not transcribed; what it says of itself is kept as facts"


def read(source: Source, settings: IngestSettings, resume: object) -> Iterator[Reading]:
    """Facts with evidence "metadata"; `corrupt` where the tags cannot be read."""
    del settings, resume
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tags = TinyTag.get(file_obj=source.stream(), image=True)
    except (TinyTagException, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        yield Reading(status="corrupt", reason=f"cannot be read as {source.media_type}: {str(error)[:200]}")
        return
    cover = tags.images.any
    members = (Member("cover", bytes(cover.data)),) if cover is not None and cover.data else ()
    yield Reading(said=tuple(dict.fromkeys(_said(tags))), status="unsupported", reason=_WHY, members=members)


def _said(tags: TinyTag) -> Iterator[Said]:
    """The tags that all formats have, those that only some have, and the length."""
    for name, shown in _NAMES.items():
        value = _plain(getattr(tags, name, None))
        if value:
            yield Said(shown, value, "metadata")
    for name, values in tags.other.items():
        for value in values:
            if _plain(value):
                yield Said(f"tag {name}"[:80], _plain(value), "metadata")
    if tags.duration:
        yield Said("duration", f"{tags.duration:.1f} s", "metadata")


def _plain(value: object) -> str:
    return " ".join(str(value).replace("\x00", " ").split())[:_LONGEST] if value is not None else ""
