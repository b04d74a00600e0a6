"""Frames: a fixed header, a bounded msgpack structure, raw array bytes. No pickle in either direction.

    magic 4s | call id u32 | length of the structure u32 | length of the raw part u64 | structure | raw part

The structure is one message of `grader.worker.protocol`, with values laid out by `grader.worker.values`; the raw part
holds the arrays' bytes in the order in which the structure mentions them, each padded to 16 bytes. The length of
everything is known, and judged, before anything is allocated.
"""

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader.worker.protocol import FromWorker, ToWorker
from grader.worker.values import ALIGNMENT, MAX_RAW, TooLargeError, WireError

_HEADER = struct.Struct("<4sIIQ")
_MAGIC = b"bkc1"
HEADER_SIZE = _HEADER.size
MAX_STRUCTURE = 256 << 10  # from a worker: bounds what decoding it can cost
MAX_REQUEST = 64 << 20  # from the grader: a request holds whole source files

_encoder = msgspec.msgpack.Encoder()
_from_worker = msgspec.msgpack.Decoder(FromWorker)
_to_worker = msgspec.msgpack.Decoder(ToWorker)
_PADDING = bytes(ALIGNMENT)


class Header(NamedTuple):
    """Call id, and the lengths of what follows in bytes."""

    call: int
    structure: int
    raw: int


def pack(call: int, message: msgspec.Struct, segments: Sequence[np.ndarray], limit: int) -> list[bytes | memoryview]:
    """The pieces of a frame, to be written one after the other. Raises TooLargeError above `limit` or 256 MB."""
    structure = _encoder.encode(message)
    pieces: list[bytes | memoryview] = [b"", structure]
    for segment in segments:
        pieces.append(segment.reshape(-1).view(np.uint8).data)
        pieces.append(_PADDING[: -segment.nbytes % ALIGNMENT])
    raw = sum(map(len, pieces[2:]))
    if len(structure) > limit or raw > MAX_RAW:
        raise TooLargeError("more than fits in one answer")
    pieces[0] = _HEADER.pack(_MAGIC, call, len(structure), raw)
    return pieces


def read_header(data: bytes | bytearray, limit: int) -> Header:
    """The header in `data`, with a structure of at most `limit` bytes. Raises WireError."""
    magic, call, structure, raw = _HEADER.unpack(data)
    if magic != _MAGIC:
        raise WireError("not a frame")
    if structure > limit or raw > MAX_RAW:
        raise WireError("a frame that is too large")
    return Header(call, structure, raw)


def read_reply(structure: bytes | bytearray) -> Any:
    """The message in a structure that came from a worker. Raises WireError."""
    return _read(_from_worker, structure)


def read_request(structure: bytes | bytearray) -> Any:
    """The message in a structure that came from the grader. Raises WireError."""
    return _read(_to_worker, structure)


def _read(decoder: Any, structure: bytes | bytearray) -> Any:
    try:
        return decoder.decode(structure)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise WireError(f"a malformed message: {error}") from error
