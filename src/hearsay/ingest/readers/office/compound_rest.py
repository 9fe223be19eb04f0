"""What an old office file holds beside its text: properties, macros, objects within it.

In: the bytes of a compound file. Out: Readings with facts and members.
"""

import io
import struct
from collections.abc import Iterator

import olefile

from hearsay.ingest.readers import compound
from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Reading

from . import macros, objects, properties


def read(data: bytes) -> Iterator[Reading]:
    """Facts, macros, objects; nothing where there is no compound file (xls before Excel 5)."""
    if not data.startswith(objects.MAGIC):
        return
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        yield Reading(said=tuple(properties.ole(file)))
        names = Names()
        try:
            yield from macros.modules(file, names)
        except (OSError, ValueError, IndexError, struct.error) as error:
            yield Reading(status="partial", reason=f"its macros cannot be taken out: {str(error)[:200]}")
        yield from _objects(file, names)


def _objects(file: "olefile.OleFileIO[str]", names: Names) -> Iterator[Reading]:
    streams: dict[tuple[str, ...], list[list[str]]] = {}
    for entry in file.listdir():
        if entry[0] == "ObjectPool" and len(entry) > 2:
            streams.setdefault((entry[0], entry[1]), []).append(entry)
        elif entry[0].startswith("MBD") and len(entry) > 1:
            streams.setdefault((entry[0],), []).append(entry)
    for folder in sorted(streams):
        held = {}
        for entry in streams[folder]:
            try:
                held[tuple(entry[len(folder) :])] = file.openstream(entry).read()
            except OSError as error:
                yield Reading(status="partial", reason=f"{'/'.join(folder)}: an object in it is broken: {error}")
        name = names.unique(f"objects/{folder[-1].lstrip('_')}")
        whole = compound.written(held)
        members = tuple(objects.unwrapped(name, whole, names))
        if not _bare(held):
            yield Reading(members=members)


def _bare(held: dict[tuple[str, ...], bytes]) -> bool:
    """Whether an object has nothing but the signs that it is one (a form field, an equation that was drawn)."""
    return all(name[0].startswith(("\x01", "\x03")) and name[0] != "\x01Ole10Native" for name in held)
