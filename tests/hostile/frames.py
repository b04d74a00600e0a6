"""What a hostile worker could write to its channel, from a seed.

Also runs inside a worker, as part of a student's file: it imports nothing of ours.
"""

import math
import random
import struct
from collections.abc import Iterator

import msgspec

HEADER = struct.Struct("<4sIIQ")
MAGIC = b"bkc1"
LOAD = 3  # number of the request to load
DTYPES = ["b1", "i1", "i8", "u2", "f2", "f4", "f8", "c16", "O8", "V8", "U4", "M8", "f3", "", "f8" * 10]
SIZES = [0, 1, 2, 3, -1, 7, 2**16, 2**28, 2**31, 2**62, 2**63 - 1, True, 1.5, None, "3"]
NUMBERS = [0, 1, -1, 2**31, 2**53, 2**53 + 1, -(2**63), 2**63 - 1, 2**64 - 1]
TAGS = ["returned", "loaded", "callback", "ready", "fault", "probed", "call", "load", "", "__class__"]


class Dice(random.Random):
    """Chooses what a hostile worker writes. `first` is the first handle that this worker may give out."""

    first = 1 << 32
    _wild = 0.0  # how much of the frame at hand is malformed
    _raw = 0  # bytes that its arrays need
    _calls_back = False  # and whether it leaves the request unanswered

    def conversation(self) -> Iterator[bytes]:
        """Frames of a worker that is asked for two calls and a load, and a few more."""
        yield ready()
        number = 1
        while number <= LOAD + 1:
            yield self.frame(number)
            number += not self._calls_back

    def frame(self, number: int) -> bytes:
        """One frame that answers request `number`, or only looks so."""
        self._wild, self._raw = self.choice([0.0, 0.0, 0.02, 0.2]), 0
        structure = self.structure(number)
        raw = bytes(self._raw) if self._sound() else self.randbytes(self.choice([0, 16, 48]))
        if not self._sound():
            structure = self.mutated(structure)
        call = number if self._sound() else self.choice([0, number + 1, max(number - 1, 0), 2**32 - 1])
        frame = HEADER.pack(MAGIC, call, len(structure), len(raw)) + structure + raw
        if self._sound():
            return frame
        match self.randrange(4):
            case 0:
                return self.mutated(frame)
            case 1:
                return frame[: self.randrange(len(frame))]
            case 2:  # the lengths lie
                lengths = self.choice([0, 2**18, 2**18 + 1, 2**32 - 1]), self.choice([0, 2**28, 2**40, 2**64 - 1])
                return HEADER.pack(MAGIC, call, *lengths) + structure + raw
            case _:
                return self.randbytes(self.randrange(200))

    def _sound(self) -> bool:
        """Whether to be well-formed once more."""
        return self.random() >= self._wild

    def structure(self, number: int) -> bytes:
        """The message in a frame: mostly one that the grader awaits, with values of every kind."""
        if not self._sound():
            return self._senseless()
        self._calls_back = self.random() < 0.5
        if self._calls_back:
            named = [[self.text(), self.item(2)] for _ in range(self.randrange(3))]
            handle = 0 if self._sound() else self.choice([1, -1, 2**40])
            return packed(["callback", handle, [self.item(3) for _ in range(self.randrange(3))], named])
        if (number == LOAD) == self._sound():
            return packed(["loaded", self.loaded()])
        raised = self.raised() if self.random() < 0.1 else None
        claims = [[self.text()], [[self.text(), self.text()]], [[self.choice([0, 1]), self.state()]]]
        fields = [claim if self.random() < 0.2 else [] for claim in claims]
        return packed(["returned", self.item(4), raised, *fields, self.text()])

    def _senseless(self) -> bytes:
        match self.randrange(3):
            case 0:  # as deep or as wide as fits
                return self.choice([b"\x91", b"\x90", b"\x81", b"\xc7", b"\xdd"]) * self.choice([10, 1000, 2**18])
            case 1:
                return self.randbytes(self.randrange(100))
            case _:
                return packed([self.choice(TAGS), *(self.junk(3) for _ in range(self.randrange(8)))])

    def item(self, depth: int) -> object:
        """A laid-out value; sound, or not."""
        if not self._sound():
            return self._unsound(depth)
        match self.randrange(9):
            case 0:
                return self.choice([None, True, self.choice(NUMBERS), float("nan"), -0.0, self.text()])
            case 1 | 2:
                return [self.choice("lt"), self.items(depth)]
            case 3:
                return ["d", [part for key, value in enumerate(self.items(depth)) for part in (key, value)]]
            case 4:
                return self.array()
            case 5:
                size = self.choice([1, 2, 4, 8])
                return ["s", f"{self.choice('iu')}{size}", self.randbytes(size)]
            case 6:
                return ["c", self.random(), float("inf")]
            case 7:
                return [self.choice("ib"), self.randbytes(self.choice([0, 1, 9, 1024]))]
            case _:
                return ["o", self.first + self.choice([0, 1, 2, 2**32 - 1]), "Net"]

    def items(self, depth: int) -> list[object]:
        """A few values, less deep."""
        return [self.item(depth - 1) for _ in range(self.randrange(4))] if depth else []

    def array(self) -> object:
        """An array whose bytes are counted, with sizes of 0 and many dimensions among them."""
        code = self.choice(["b1", "i1", "i8", "u2", "f2", "f4", "f8", "c16"])
        shape = [self.choice([0, 1, 2, 3]) for _ in range(self.choice([0, 1, 1, 2, 3, 16]))]
        size = math.prod(shape)
        if size > 1000:
            shape, size = [size], size
        self._raw += -(-size * int(code[1:]) // 16) * 16
        return ["a", code, shape, self.choice("CFS"), self.random() < 0.5]

    def _unsound(self, depth: int) -> object:
        match self.randrange(7):
            case 0:
                shape = [self.choice(SIZES) for _ in range(self.choice([0, 1, 2, 3, 17, 40]))]
                return ["a", self.choice(DTYPES), shape, self.choice(["C", "?", ""]), self.choice([True, 1])]
            case 1:
                return ["s", self.choice(DTYPES), self.randbytes(self.choice([1, 8, 16, 7]))]
            case 2:
                return [self.choice("ib"), self.randbytes(self.choice([1025, 70_000]))]
            case 3:
                return ["o", self.first + self.choice([-1, 2**32]), self.choice(["x" * 301, "Net"])]
            case 4:
                return [self.choice("gf"), self.choice([0, self.state()])]
            case 5:
                return ["d", [self.choice([self.array(), ["l", []], ["o", self.first, "x"], ["i", bytes(9)]]), 1]]
            case _:
                return self.junk(depth)

    def junk(self, depth: int) -> object:
        """Anything that msgpack can hold, extension types and maps with odd keys among it."""
        inner = [self.junk(depth - 1) for _ in range(self.randrange(3))] if depth else []
        kinds = [None, self.random(), self.choice(NUMBERS), inner, {"a": inner}, {1: inner}, "x" * 70_000]
        kinds += [self.randbytes(5), msgspec.msgpack.Ext(self.randrange(-128, 128), self.randbytes(4)), tuple(inner)]
        return self.choice(kinds)

    def text(self) -> str:
        long = ["x" * 499] if self._sound() else ["x" * 501, "x" * 70_000]
        return self.choice(["", "f", "argument 0", "\x1b[2J<script>`|\r", "é", *long])

    def state(self) -> bytes:
        """A generator's state."""
        return self.randbytes(32) + bytes(5) if self._sound() else self.randbytes(self.choice([0, 36, 37, 38]))

    def raised(self) -> dict[str, object]:
        """An exception as text."""
        frame = {"file": self.text(), "line": 2**53, "function": "f", "cell": None, "text": self.text()}
        return {"type": self.text(), "message": self.text(), "traceback": self.text(), "frames": [frame]}

    def loaded(self) -> dict[str, object]:
        """What loading found."""
        state = {"status": self.choice(["ready", "missing", "broken"]), "line": 1, "cell": None, "definitions": 1}
        name = "f" if self._sound() else self.text()
        facts = {self.text(): self.choice([self.text(), 2**53])}
        note = {"code": self.choice(["load.missing_library", self.text()]), "facts": facts, "line": 1, "cell": None}
        found = {"functions": {name: state | {"raised": None}}, "notes": [note], "skipped_may_matter": False}
        return found | {"syntax_errors": []}

    def mutated(self, data: bytes) -> bytes:
        """A few bytes changed, lost, inserted or repeated."""
        result = bytearray(data)
        for _ in range(self.randint(1, 4)):
            place = self.randrange(len(result) or 1)
            match self.randrange(4):
                case 0:
                    result[place : place + 1] = self.randbytes(1)
                case 1:
                    del result[place : place + self.randint(1, 4)]
                case 2:
                    result[place:place] = self.randbytes(self.randint(1, 4))
                case 3:
                    result[place:place] = result[: self.randint(0, 8)]
        return bytes(result)


def packed(message: object) -> bytes:
    """The message in msgpack."""
    return msgspec.msgpack.encode(message)


def ready() -> bytes:
    """The frame that begins every conversation."""
    message = packed(["ready"])
    return HEADER.pack(MAGIC, 0, len(message), 0) + message
