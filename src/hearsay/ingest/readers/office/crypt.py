"""Encrypted office files: opened with the passwords of the case.

In: the bytes of a compound file and passwords. Out: the bytes of the file without its encryption, or why there are none. What is
only protected against changes is not encrypted. Algorithms: [MS-OFFCRYPTO], by msoffcrypto-tool.
"""

import io
import struct
from collections.abc import Sequence

import olefile

from hearsay.ingest.reading import Reading

_USUAL = "VelvetSweatshop"
"""The password that Excel uses itself for files that are only to be opened for reading."""
_BROKEN = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
    NotImplementedError,
)
_LOCKED = "needs a password to be opened (settings.ingest.passwords)"


def locked(data: bytes) -> bool:
    """Whether an old document, workbook or presentation is encrypted."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            top = {entry[0].lower(): entry for entry in file.listdir() if len(entry) == 1}
            for name, ask in (
                ("worddocument", _word),
                ("workbook", _excel),
                ("book", _excel),
                ("current user", _slides),
            ):
                if name in top:
                    return ask(file.openstream(top[name]).read(64 << 10))
    except (OSError, ValueError, IndexError, struct.error, TypeError):
        return False
    return False


def _word(stream: bytes) -> bool:
    """FEncrypted of the FIB, [MS-DOC] 2.5.2."""
    return len(stream) > 12 and bool(int.from_bytes(stream[10:12], "little") & 0x0100)


def _excel(stream: bytes) -> bool:
    """A FILEPASS record among the first ones, [MS-XLS] 2.4.117."""
    at = 0
    for _ in range(100):
        if at + 4 > len(stream):
            return False
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x002F:
            return True
        at += 4 + size
    return False


def _slides(stream: bytes) -> bool:
    """HeaderToken of the CurrentUserAtom, [MS-PPT] 2.3.2."""
    return stream[12:16] == b"\xdf\xc4\xd1\xf3"


def opened(data: bytes, passwords: Sequence[str]) -> bytes | Reading:
    """The decrypted file, or a Reading that says why there is none."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    try:
        for password in (*passwords, _USUAL):
            file, out = msoffcrypto.OfficeFile(io.BytesIO(data)), io.BytesIO()
            try:
                file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))
                file.decrypt(out)
            except (InvalidKeyError, DecryptionError):
                continue
            if out.getvalue():
                return out.getvalue()
    except (FileFormatError, *_BROKEN) as error:
        return Reading(
            status="encrypted",
            reason=f"encrypted in a way that cannot be opened here: {type(error).__name__}: {str(error)[:200]}",
        )
    return Reading(status="encrypted", reason=_LOCKED)
