"""What an author keeps beside the hidden checks: how the known mistakes fail them.

Hidden numbers depend on the course's salt, and so does this file. After an edit, or with another salt, it says nothing
until the next `grader release`; grades never depend on it.
"""

import hashlib
import zlib
from pathlib import Path

import msgspec

FILE_NAME = "hidden_mistakes.bin"
_SOURCES = ("checks.py", "hidden_checks.py")


class Secret(msgspec.Struct, frozen=True):
    """The file's content."""

    numbers: str  # hash of the checks and the salt that the library was made with
    sources: str  # hash of all that the library was made from
    library: bytes  # known mistakes and their symptoms in all checks


def numbers_of(folder: Path, salt: str) -> str:
    """Return a hash of what the numbers of an exercise's checks depend on."""
    contents = [(folder / name).read_bytes() for name in _SOURCES if (folder / name).is_file()]
    return hashlib.sha256(b"\0".join([salt.encode(), *contents])).hexdigest()


def encode(secret: Secret) -> bytes:
    """Return the bytes of the file."""
    return zlib.compress(msgspec.msgpack.encode(secret, order="deterministic"), 9)


def read(folder: Path) -> Secret | None:
    """Read the file of an exercise's authored folder; None if there is none that can be read: it is made anew."""
    path = folder / FILE_NAME
    try:
        return msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=Secret)
    except (OSError, zlib.error, msgspec.MsgspecError):
        return None


def library(folder: Path, salt: str) -> bytes:
    """Return the packed library, if it is of today's checks and of this salt; else no bytes."""
    secret = read(folder)
    return secret.library if secret is not None and secret.numbers == numbers_of(folder, salt) else b""
