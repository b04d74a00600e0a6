"""The state of a PCG64 generator as 37 bytes: state and increment (128 bits each), and the half-used 64-bit draw."""

import struct
from typing import Any

from numpy.random import PCG64, Generator

from grader.worker.values import WireError

_STATE = struct.Struct("<16s16s?I")
_MASK = 2**64 - 1


def to_bytes(generator: Generator) -> bytes:
    """The state of `generator`. Raises TypeError unless its bit generator is PCG64."""
    state: dict[str, Any] = generator.bit_generator.state  # type: ignore[assignment]
    if state.get("bit_generator") != "PCG64":
        raise TypeError(f"only PCG64 generators cross to a worker, not {state.get('bit_generator')}")
    inner = state["state"]
    words = inner["state"].to_bytes(16, "little"), inner["inc"].to_bytes(16, "little")
    return _STATE.pack(*words, bool(state["has_uint32"]), state["uinteger"])


def to_state(data: bytes) -> dict[str, Any]:
    """What `bit_generator.state` was when `to_bytes` read it. Raises WireError."""
    if len(data) != _STATE.size or data[32] > 1:
        raise WireError("a damaged generator state")
    state, inc, has_uint32, uinteger = _STATE.unpack(data)
    words = {"state": int.from_bytes(state, "little"), "inc": int.from_bytes(inc, "little")}
    return {"bit_generator": "PCG64", "state": words, "has_uint32": int(has_uint32), "uinteger": uinteger}


def from_bytes(data: bytes) -> Generator:
    """A fresh generator in that state. What it spawns depends on the state alone, never on the system's entropy."""
    state = to_state(data)
    bits = PCG64(state["state"]["state"] & _MASK)
    bits.state = state  # type: ignore[assignment]  # a plain dict of that shape
    return Generator(bits)
