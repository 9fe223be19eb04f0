"""Encrypted OpenDocument files: each part opened with the passwords of the case.

In: a Package and passwords. Out: a Package whose parts are plain, or why there is none. Algorithms: OASIS ODF 1.3 part 2, 4;
those of LibreOffice 24.8 and later (Argon2id, AES-GCM, the whole package as one part) too.
"""

import base64
import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lxml import etree

from hearsay.ingest.readers.archive_members import Broken
from hearsay.ingest.reading import Reading
from hearsay.ingest.source import WHOLE, Source

from .package import Package, Pieces, zipped
from .xml import attribute, child, under

_MANIFEST = "META-INF/manifest.xml"
_PACKAGE = "encrypted-package"
_LOCKED = "needs a password to be opened (settings.ingest.passwords)"
_CHECKED = 1024
_ROUNDS = 10_000_000
_LANES, _COST = 64, 1 << 20


@dataclass(frozen=True, slots=True)
class _Lock:
    """How one part is encrypted."""

    cipher: str
    iv: bytes
    salt: bytes
    rounds: int
    size: int
    start: str
    """Hash of the password that the key is derived from."""
    sum_kind: str
    sum: bytes
    argon: tuple[int, int, int] = (0, 0, 0)
    """Rounds, memory in KiB and lanes of Argon2id; zeros for PBKDF2."""


def opened(package: Package, passwords: Sequence[str]) -> Package | Reading:
    """The package with plain parts; itself if it is not encrypted."""
    root = package.tree(_MANIFEST) if package.find(_MANIFEST) else None
    locks = dict(_locks(root)) if root is not None else {}
    if not locks:
        return package
    probe = next((name for name in ("content.xml", _PACKAGE) if name in locks), min(locks))
    sealed = package.data(probe)
    for password in passwords:
        try:
            plain = _plain(sealed, locks[probe], password)
        except (ValueError, KeyError, zlib.error) as error:
            package.flaws.note(f"{probe}: {error}")
            continue
        if plain is None:
            continue
        if probe == _PACKAGE:
            return zipped(Source(io.BytesIO(plain), 0, len(plain)))
        parts: dict[str, Pieces] = {
            name: partial(_piece, package, name, locks.get(name), password) for name in package.names
        }
        return Package(parts, package.flaws, WHOLE * 4)
    return Reading(status="encrypted", reason=_LOCKED)


def _piece(package: Package, name: str, lock: _Lock | None, password: str) -> Iterator[bytes]:
    if lock is None:
        yield from package.raw(name)
        return
    try:
        yield _plain(package.data(name), lock, password) or b""
    except (ValueError, KeyError, zlib.error) as error:
        raise Broken(f"it cannot be decrypted: {error}") from error


def _locks(root: etree._Element) -> Iterator[tuple[str, _Lock]]:
    for entry in under(root, "file-entry"):
        data = child(entry, "encryption-data")
        how, key, start = child(data, "algorithm"), child(data, "key-derivation"), child(data, "start-key-generation")
        if data is None or how is None or key is None:
            continue
        argon = (_int(key, "argon2-iterations"), _int(key, "argon2-memory"), _int(key, "argon2-lanes"))
        yield (
            attribute(entry, "full-path"),
            _Lock(
                attribute(how, "algorithm-name").lower(),
                _bytes(how, "initialisation-vector"),
                _bytes(key, "salt"),
                min(_int(key, "iteration-count"), _ROUNDS),
                _int(key, "key-size") or 16,
                attribute(start, "start-key-generation-name").lower() if start is not None else "sha1",
                attribute(data, "checksum-type").lower(),
                _bytes(data, "checksum"),
                argon,
            ),
        )


def _int(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _bytes(element: etree._Element, name: str) -> bytes:
    try:
        return base64.b64decode(attribute(element, name))
    except ValueError:
        return b""


def _plain(sealed: bytes, lock: _Lock, password: str) -> bytes | None:
    """The part without encryption and packing; None if the password does not fit."""
    packed = _decrypted(sealed, lock, _key(lock, password))
    if packed is None:
        return None
    if lock.sum:
        kind = "sha256" if "256" in lock.sum_kind else "sha1"
        if hashlib.new(kind, packed[:_CHECKED], usedforsecurity=False).digest() != lock.sum:
            return None
    return zlib.decompressobj(-15).decompress(packed, WHOLE)


def _key(lock: _Lock, password: str) -> bytes:
    kind = "sha256" if "256" in lock.start else "sha1"
    start = hashlib.new(kind, password.encode(), usedforsecurity=False).digest()
    if not lock.argon[0]:
        return hashlib.pbkdf2_hmac("sha1", start, lock.salt, max(1, lock.rounds), lock.size)
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    rounds, memory, lanes = lock.argon
    if memory > _COST or lanes > _LANES:
        raise ValueError("its key needs more memory than there may be")
    return Argon2id(salt=lock.salt, length=lock.size, iterations=rounds, lanes=lanes, memory_cost=memory).derive(start)


def _decrypted(sealed: bytes, lock: _Lock, key: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.ciphers.algorithms import AES

    if "gcm" in lock.cipher:
        try:
            return AESGCM(key).decrypt(lock.iv, sealed.removeprefix(lock.iv), None)
        except InvalidTag:
            return None
    if "cbc" not in lock.cipher:
        raise ValueError(f"it is encrypted by {lock.cipher or 'an unnamed cipher'}, which nothing here opens")
    cipher = Cipher(AES(key), modes.CBC(lock.iv)).decryptor()
    plain = cipher.update(sealed[: len(sealed) // 16 * 16]) + cipher.finalize()
    return plain[: -plain[-1]] if plain and 0 < plain[-1] <= 16 else plain
