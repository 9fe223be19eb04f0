"""Archives made on the spot for the ingest tests, by hand where nothing free writes them. In: names and contents. Out: bytes."""

import io
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping

Files = Iterable[tuple[str, bytes]]


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive; names may come twice."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.NameToInfo.pop(name, None)  # or it would warn
            archive.writestr(info, data)
    return body.getvalue()


def zipped_locked(files: Files, password: bytes) -> bytes:
    """A ZIP archive with stored members under PKWARE's old encryption (APPNOTE.TXT, section 6.1)."""
    listed = list(files)
    plain = zipped(listed, zipfile.ZIP_STORED)
    out = bytearray(plain)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        places = [(info.header_offset, info.CRC) for info in archive.infolist()]
    shift = 0
    for (at, crc), (name, data) in zip(places, listed, strict=True):
        start = at + shift + 30 + len(name.encode())
        sealed = _sealed(bytes(11) + bytes([crc >> 24]) + data, password)
        out[start : start + len(data)] = sealed
        struct.pack_into("<H", out, at + shift + 6, 1)
        struct.pack_into("<L", out, at + shift + 18, len(sealed))
        shift += 12
    at, seen = out.index(b"PK\1\2"), 0
    first = at
    while out[at : at + 4] == b"PK\1\2":
        names, extras, notes = struct.unpack_from("<3H", out, at + 28)
        (packed,) = struct.unpack_from("<L", out, at + 20)
        (place,) = struct.unpack_from("<L", out, at + 42)
        struct.pack_into("<H", out, at + 8, 1)
        struct.pack_into("<L", out, at + 20, packed + 12)
        struct.pack_into("<L", out, at + 42, place + 12 * seen)
        at, seen = at + 46 + names + extras + notes, seen + 1
    struct.pack_into("<L", out, at + 16, first)
    return bytes(out)


def _sealed(data: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turned(crc: int, byte: int) -> int:
        return ~zlib.crc32(bytes([byte]), ~crc & 0xFFFFFFFF) & 0xFFFFFFFF

    def fed(byte: int) -> None:
        keys[0] = turned(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 0x08088405 + 1) & 0xFFFFFFFF
        keys[2] = turned(keys[2], keys[1] >> 24)

    for byte in password:
        fed(byte)
    out = bytearray()
    for byte in data:
        mask = keys[2] | 2
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        fed(byte)
    return bytes(out)


def zipped_streamed(files: Files) -> bytes:
    """A ZIP archive written to a pipe: sizes and checksums stand behind the data."""

    class Pipe(io.RawIOBase):
        """What cannot be gone back on."""

        def __init__(self) -> None:
            self.kept = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.kept += bytes(data)  # type: ignore[call-overload]
            return len(data)  # type: ignore[arg-type]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return bytes(pipe.kept)


def zipped_links(links: Mapping[str, tuple[int, str]]) -> bytes:
    """A ZIP archive of entries that are no files: name -> kind of inode (stat.S_IFLNK ...) and content."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, (kind, data) in links.items():
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (kind | 0o777) << 16
            archive.writestr(info, data)
    return body.getvalue()


def zipped_overlapping(data: bytes, count: int) -> bytes:
    """A ZIP archive in which `count` entries share the bytes of one file."""
    one = zipped([("000", data)])
    at = one.index(b"PK\1\2")
    entry, end = one[at : one.rindex(b"PK\5\6")], one[one.rindex(b"PK\5\6") :]
    listed = b"".join(entry.replace(b"000", f"{n:03}".encode()) for n in range(count))
    return one[:at] + listed + end[:8] + struct.pack("<2HL", count, count, len(listed)) + end[16:]


def tarred(files: Files, mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive; `mode` w, w:gz, w:bz2 or w:xz."""
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return body.getvalue()


def tarred_oddities() -> bytes:
    """A tar archive of links, a FIFO, a device and a folder."""
    body = io.BytesIO()
    kinds = (
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.LNKTYPE, "a.txt"),
        (tarfile.FIFOTYPE, ""),
        (tarfile.CHRTYPE, ""),
    )
    with tarfile.open(fileobj=body, mode="w") as archive:
        for number, (kind, target) in enumerate((*kinds, (tarfile.DIRTYPE, ""))):
            info = tarfile.TarInfo(f"odd {number}")
            info.type, info.linkname = kind, target
            archive.addfile(info)
    return body.getvalue()


def rar4(files: Files) -> bytes:
    """A RAR archive of version 4 with stored members."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    parts = [b"Rar!\x1a\x07\x00", block(0x73, 0, bytes(6))]
    for name, data in files:
        raw = name.encode("ascii")
        head = struct.pack(
            "<LLBLLBBHL", len(data), len(data), 3, zlib.crc32(data), 0x4A214A21, 20, 0x30, len(raw), 0o100644
        )
        parts += [block(0x74, 0x8000, head + raw), data]
    return b"".join([*parts, block(0x7B, 0x4000, b"")])


def rar5(files: Files) -> bytes:
    """A RAR archive of version 5 with stored members."""

    def number(value: int) -> bytes:
        out = b""
        while value > 0x7F:
            out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
        return out + bytes([value])

    def block(body: bytes) -> bytes:
        head = number(len(body)) + body
        return struct.pack("<L", zlib.crc32(head)) + head

    parts = [b"Rar!\x1a\x07\x01\x00", block(bytes([1, 0, 0]))]
    for name, data in files:
        raw = name.encode()
        told = number(4) + number(len(data)) + number(0o100644) + struct.pack("<L", zlib.crc32(data)) + number(0)
        parts += [block(bytes([2, 2]) + number(len(data)) + told + number(1) + number(len(raw)) + raw), data]
    return b"".join([*parts, block(bytes([5, 0, 0]))])


def cab(files: Files) -> bytes:
    """A cabinet with stored members, all in one block."""
    listed = list(files)
    data = b"".join(body for _, body in listed)
    rows, offset = b"", 0
    for name, body in listed:
        rows += struct.pack("<LLHHHH", len(body), offset, 0, 0x4A21, 0x4A21, 0x20) + name.encode("ascii") + b"\0"
        offset += len(body)
    start = 36 + 8 + len(rows)
    block = struct.pack("<LHH", 0, len(data), len(data)) + data
    head = struct.pack("<4sLLLLLBBHHHHH", b"MSCF", 0, start + len(block), 0, 44, 0, 3, 1, 1, len(listed), 0, 1, 0)
    return head + struct.pack("<LHH", start, 1, 0) + rows + block


def lha(files: Files) -> bytes:
    """An LHA archive with stored members."""
    parts = []
    for name, data in files:
        crc = 0
        for byte in data:
            crc ^= byte
            for _ in range(8):
                crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
        raw = name.encode("ascii")
        told = struct.pack("<5sLLLBBB", b"-lh0-", len(data), len(data), 0x4A214A21, 0x20, 0, len(raw))
        head = told + raw + struct.pack("<H", crc)
        parts += [bytes([len(head), sum(head) & 0xFF]), head, data]
    return b"".join([*parts, b"\0"])


LINK, FIFO = stat.S_IFLNK, stat.S_IFIFO
