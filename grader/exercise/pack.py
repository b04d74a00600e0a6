"""The packed half of a bundle: reference, mutants and drawn cases in one file that nobody reads by accident.

Packing is no secrecy: whoever wants to unpack it can. It makes local feedback equal the public part of CI's.
"""

import hashlib
import zlib
from pathlib import Path

import msgspec

from grader.checking.drawing import Case
from grader.model.errors import CourseError

FILE_NAME = "packed.bin"
FORMAT = 1


class Pack(msgspec.Struct, frozen=True):
    """What a bundle's exercise carries besides its readable files."""

    reference: str  # source
    mutants: str  # source
    cases: dict[str, list[Case]]  # check -> its drawn cases
    checks_sha256: str  # of the checks.py that the cases were drawn for
    hidden: int  # number of hidden checks that the bundle does not have
    files: dict[str, str]  # generated file -> its hash, so that a filled-in stub is recognised
    library: bytes = b""  # known mistakes and their symptoms, for diagnoses
    library_sha256: str = ""  # of the sources that the library was made from
    format: int = FORMAT


def encode(pack: Pack) -> bytes:
    """Return the bytes of a pack's file."""
    return zlib.compress(msgspec.msgpack.encode(pack, order="deterministic"), 9)


def decode(data: bytes) -> Pack:
    """Return the pack that `encode` wrote.

    Raises:
        zlib.error, msgspec.MsgspecError: the bytes are no pack.
    """
    return msgspec.msgpack.decode(zlib.decompress(data), type=Pack)


def read(folder: Path) -> Pack:
    """Read the pack of an exercise's folder.

    Raises:
        CourseError: the file is missing, damaged or of another format.
    """
    path = folder / FILE_NAME
    try:
        pack = decode(path.read_bytes())
    except (OSError, zlib.error, msgspec.MsgspecError) as error:
        raise CourseError("course.pack", file=str(path), problem=str(error)) from error
    if pack.format != FORMAT:
        raise CourseError("course.pack", file=str(path), problem=f"format {pack.format}, expected {FORMAT}")
    return pack


def sha256_of(path: Path) -> str:
    """Return the hash by which cases are tied to the checks.py that they were drawn for."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
