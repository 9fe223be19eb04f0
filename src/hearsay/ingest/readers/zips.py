"""ZIP archives: each file in one is a member, unpacked piece by piece.

In: a Source. Out: members with their bytes, in the order of the archive's own list.
"""

import zipfile
from collections.abc import Iterator

from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

_PIECE = 4 << 20


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Members in order; the cursor counts them. `corrupt` where there is no list of members."""
    names: dict[str, int] = {}
    with zipfile.ZipFile(source.stream()) as archive:
        listed = archive.infolist()
        if not any(not info.is_dir() for info in listed):
            yield Reading(status="empty", reason="holds no file")
        for number, info in enumerate(listed):
            names[info.filename] = names.get(info.filename, 0) + 1
            same = names[info.filename]
            name = info.filename if same == 1 else f"{info.filename} ({same})"
            if number < resume.cursor or info.is_dir():
                continue
            if resume.fatal(number):
                yield resume.lost(number, name, number + 1)
                continue
            yield from _member(archive, info, name, settings, number)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, settings: IngestSettings, number: int
) -> Iterator[Reading]:
    password = next((p for p in ("", *settings.passwords) if _opens(archive, info, p)), None)
    if password is None:
        left = Member(name, status="encrypted", reason="needs a password to be opened")
        yield Reading(members=(left,), status="partial", reason="some members are encrypted", cursor=number + 1)
        return
    try:
        with archive.open(info, pwd=password.encode() or None) as stream:
            piece = stream.read(_PIECE)
            while True:
                after = stream.read(_PIECE) if len(piece) == _PIECE else b""
                more = bool(after)
                yield Reading(members=(Member(name, piece, more=more),), cursor=0 if more else number + 1)
                if not more:
                    return
                piece = after
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        left = Member(name, status="corrupt", reason=f"cannot be unpacked: {error}")
        yield Reading(
            members=(left,), status="partial", reason=f"{name}: cannot be unpacked: {error}", cursor=number + 1
        )


def _opens(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: str) -> bool:
    if not info.flag_bits & 1:
        return True
    try:
        with archive.open(info, pwd=password.encode() or None) as stream:
            stream.read(1)
    except (RuntimeError, zipfile.BadZipFile, NotImplementedError):
        return False
    return True
