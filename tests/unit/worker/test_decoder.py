"""Whatever bytes arrive, the decoder gives a whitelisted value or a WireError."""

import math
import random

import msgspec
import numpy as np
import pytest

from grader.worker import wire
from grader.worker.protocol import FromWorker, Opaque, Returned
from grader.worker.values import Decoder, TooLargeError, WireError

from .conftest import laid_out, there_and_back

PLAIN = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, np.ndarray, np.generic, Opaque)


def decoded(structure: bytes, raw: bytes = b""):
    message = wire.read_reply(structure)
    if not isinstance(message, Returned):
        raise WireError("another message")
    decoder = Decoder(memoryview(raw), lambda tag, fields: Opaque(0, tag))
    value = decoder.decode(message.value)
    decoder.finish()
    return value


def reply(value) -> bytes:
    return msgspec.msgpack.encode(Returned(value, None, [], [], [], ""))


@pytest.mark.parametrize(
    "item",
    [
        msgspec.msgpack.Ext(-1, bytes(4)),  # msgspec makes a datetime of it, without asking
        msgspec.msgpack.Ext(5, b"x"),
        {"a": 1},
        {(1, 2): 3},  # msgspec makes a tuple of an array key
        b"bytes",
        [],
        [1],
        [["l", []]],
        ["?", 1],
        ["l"],
        ["l", [], []],
        ["l", "text"],
        ["l", [b"x"]],
        ["t", {"a": 1}],
        ["c", 1.0],
        ["c", 1, 2],
        ["c", "1", 2.0],
        ["i", bytes(2_000)],
        ["i", 3],
        ["b", bytes(70_000)],
        "a" * 70_000,
        ["s", "f8", bytes(7)],
        ["s", "O8", bytes(8)],
        ["s", "b1", b"\x02"],
        ["s", "V8", bytes(8)],
        ["d", [1]],
        ["d", [["l", []], 1]],
        ["d", [["a", "f8", [0], "C", True], 1]],
        ["d", [["o", 1, "x"], 1]],
        ["d", [["i", bytes(9)], 1]],
        ["a", "f8", [1], "C", True],
        ["a", "f8", [-1], "C", True],
        ["a", "f8", [2**62, 2**62], "C", True],
        ["a", "f8", [0, 2**28, 2**28], "C", True],
        ["a", "f8", [True], "C", True],
        ["a", "f8", [1.0], "C", True],
        ["a", "f8", [1] * 17, "C", True],
        ["a", "f8", 3, "C", True],
        ["a", "O", [0], "C", True],
        ["a", ["f8"], [0], "C", True],
        ["a", "f8", [0], "C"],
        ["o", 1],
        ["o", "1", "x"],
    ],
)
def test_a_malformed_item_is_refused(item):
    with pytest.raises(WireError):
        decoded(reply(item))


@pytest.mark.parametrize("tag", ["l", "t", "d"])
def test_deep_nesting_is_refused(tag):
    item = None
    for _ in range(50):
        item = [tag, [0, item]]
    with pytest.raises(WireError):
        decoded(reply(item))


@pytest.mark.parametrize("structure", [b"", b"\xc1", b"\x90" * 250_000, b"\x91" * 250_000, b"\xdd\xff\xff\xff\xff"])
def test_a_structure_that_is_no_message_is_refused(structure):
    with pytest.raises(WireError):
        decoded(structure)


def test_too_many_elements_are_refused():
    with pytest.raises(WireError):
        decoded(reply(["l", [None] * 250_000]))


def test_a_bool_byte_above_one_is_refused():
    with pytest.raises(WireError):
        decoded(reply(["a", "b1", [2], "C", True]), bytes([1, 2]) + bytes(14))


def test_left_over_raw_bytes_are_refused():
    with pytest.raises(WireError):
        decoded(reply(None), bytes(16))


@pytest.mark.parametrize(
    ("field", "value"), [("output", "a" * 70_000), ("modified", ["a" * 600]), ("generators", [(-1, b"")])]
)
def test_claims_beside_the_value_are_bounded(field, value):
    message = msgspec.structs.replace(Returned(None, None, [], [], [], ""), **{field: value})
    with pytest.raises(WireError):
        decoded(msgspec.msgpack.encode(message))


def mutated(data: bytes, dice: random.Random) -> bytes:
    result = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(result) or 1)
        match dice.randrange(4):
            case 0:
                result[place : place + 1] = bytes([dice.randrange(256)])
            case 1:
                del result[place : place + dice.randint(1, 4)]
            case 2:
                result[place:place] = dice.randbytes(dice.randint(1, 4))
            case 3:
                result[place:place] = result[: dice.randint(0, 8)]
    return bytes(result)


def plain(value) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(plain, value))
    if isinstance(value, dict):
        return all(plain(key) and plain(item) for key, item in value.items())
    return isinstance(value, PLAIN)


def test_mutated_frames_give_plain_values_or_wire_errors():
    dice = random.Random(20240607)
    value = [1, 2**80, "text", (1.5, None, 2j), {"W1": np.ones((2, 3)), 3: b"x"}, np.float32(2), np.array([True])]
    item, raw = laid_out(value)
    seed = reply(item)
    outcomes = set()
    for _ in range(3_000):
        try:
            assert plain(decoded(mutated(seed, dice), bytes(raw)))
            outcomes.add("value")
        except WireError:
            outcomes.add("refused")
    assert outcomes == {"value", "refused"}


def test_a_valid_frame_survives_the_same_path():
    item, raw = laid_out({"a": (1, np.arange(3))})
    assert decoded(reply(item), bytes(raw))["a"][0] == 1


@pytest.mark.parametrize(
    "header", [b"\0" * 20, b"bkc1" + b"\xff" * 16, b"bkc1" + bytes(4) + (2**20).to_bytes(4, "little") + bytes(8)]
)
def test_a_header_is_judged_before_anything_is_allocated(header):
    with pytest.raises(WireError):
        wire.read_header(header, wire.MAX_STRUCTURE)


def test_a_frame_says_how_long_it_is():
    pieces = wire.pack(7, Returned(None, None, [], [], [], ""), [np.arange(3.0)], wire.MAX_STRUCTURE)
    header = wire.read_header(pieces[0], wire.MAX_STRUCTURE)
    assert (header.call, header.structure, header.raw) == (7, len(pieces[1]), 32)


def test_a_structure_beyond_its_limit_is_not_packed():
    with pytest.raises(TooLargeError):
        wire.pack(1, Returned("a" * 300_000, None, [], [], [], ""), [], wire.MAX_STRUCTURE)


def test_both_sides_agree_on_every_message():
    assert set(FromWorker.__args__).isdisjoint(wire.ToWorker.__args__)
    assert math.isnan(there_and_back(math.nan))


def test_a_small_array_does_not_keep_a_large_answer_in_memory():
    item, raw = laid_out([np.ones(3), np.zeros(1 << 20)])
    small, _ = decoded(reply(item), bytes(raw))

    assert small.base is None
    assert np.array_equal(small, np.ones(3))


@pytest.mark.parametrize("kind", [np.complex128, np.longdouble])
def test_numbers_that_easily_share_a_hash_are_no_keys(kind):
    key = ["s", np.dtype(kind).str[1:], kind(1).tobytes()]
    with pytest.raises(WireError):
        decoded(reply(["d", [key, None]]), b"")
