"""Fuzzes the grader's end of the wire in a process of its own, whose memory is capped.

`python -m tests.hostile.wire_fuzz frames|speakers --seed N --rounds N [--megabytes N]` prints how often what came out,
as JSON, and fails on the first outcome that the grader must not see.
"""

import argparse
import contextlib
import itertools
import json
import os
import resource
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.worker.channel import ChannelClosedError, FileChannel
from grader.worker.endings import WorkerDied, WorkerTimeout
from grader.worker.protocol import Limits, ModuleSource, Opaque, Raised, Reply, UnitSource
from grader.worker.remote import Worker, new_number
from grader.worker.values import DTYPES

from .frames import HEADER, MAGIC, Dice, packed, ready

ARRAYS = set(DTYPES.values())
PLAIN = {type(None), bool, int, float, complex, str, bytes}
SOURCE = ModuleSource("work", "work.py", (UnitSource("", None),), {})
CALLBACKS = 50
CHUNK = 1 << 16
PATIENCE = 0.3  # seconds that a speaker waits for the grader
HANG = 60.0  # seconds; a session that takes longer blocks the grader


def judge(value: Any, handles: range) -> None:
    """Fail on a value that no grader may be given: exact types only, arrays that belong to the grader alone."""
    arrays: list[np.ndarray] = []
    _walk(value, handles, arrays)
    for index, array in enumerate(arrays):
        assert array.flags.c_contiguous and array.flags.aligned
        assert array.dtype in ARRAYS and array.dtype.kind in "biufc" and array.ndim <= 16
        assert array.dtype.kind != "b" or array.size == 0 or array.view("u1").max() <= 1
        assert not any(np.shares_memory(array, other) for other in arrays[:index])


def _walk(value: Any, handles: range, arrays: list[np.ndarray]) -> None:
    kind = type(value)
    if kind is np.ndarray:
        arrays.append(value)
    elif kind in (list, tuple):
        for item in value:
            _walk(item, handles, arrays)
    elif kind is dict:
        for key, item in value.items():
            assert type(key) in PLAIN or isinstance(key, np.generic), type(key)
            _walk(item, handles, arrays)
    elif kind is Opaque:
        assert value.id in handles and type(value.type_name) is str
    else:
        assert kind in PLAIN or (isinstance(value, np.generic) and kind.__module__ == "numpy"), kind


def judge_reply(reply: Reply, handles: range) -> None:
    """Fail on a claim beside the value that is not bounded."""
    judge(reply.value, handles)
    assert reply.raised is None or (type(reply.raised) is Raised and len(reply.raised.message) <= 2000)
    assert all(type(name) is str and len(name) <= 500 for name in reply.modified)
    assert all(len(pair) == 2 for pair in reply.aliases)
    assert all(
        set(state) == {"bit_generator", "state", "has_uint32", "uinteger"} for state in reply.generators.values()
    )
    assert len(reply.output) <= 65_536


class Process:
    """A process of which nothing is known but what comes through the channel."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel

    def usage(self) -> None:
        return None

    def ended(self) -> None:
        return None

    def close(self) -> None:
        self.channel.close()


class Memory:
    """A channel that holds what the worker has written already."""

    def __init__(self, data: bytes) -> None:
        self._data, self._place = data, 0

    def send(self, pieces: Sequence[bytes | memoryview], deadline: Any) -> None:
        pass

    def receive(self, size: int, deadline: Any) -> bytearray:
        if self._place + size > len(self._data):
            raise ChannelClosedError
        self._place += size
        return bytearray(self._data[self._place - size : self._place])

    def close(self) -> None:
        pass


def outcome(worker: Worker, handles: range) -> str:
    """Two calls and a load, until the worker is given up: how that ended."""

    def given(*args: Any, **kwargs: Any) -> Any:
        judge([list(args), kwargs], handles)
        return args[0] if args else None

    ends = "answered"
    try:
        for _ in range(2):
            judge_reply(worker.call("f", [given, np.ones(3)]), handles)
        worker.load(SOURCE, ["f"])
        ends = "answered and loaded"
    except WorkerDied as error:
        ends = "fault" if error.fault else error.cause.partition(": a malformed")[0]
    except WorkerTimeout:
        ends = "timeout"
    return ends


def frames(seed: int, rounds: int) -> Counter[str]:
    """Frames in memory: what the decoder and the worker's handle make of them."""
    dice, ends = Dice(seed), Counter[str]()
    for _ in range(rounds):
        number = new_number()
        dice.first = number
        worker = Worker(Process(Memory(b"".join(dice.conversation()))), number, Limits(callbacks=CALLBACKS))
        ends[outcome(worker, range(number, number + 2**32))] += 1
    return ends


def speakers(seed: int, rounds: int) -> Counter[str]:
    """A hostile speaker at the other end of a real channel, who chooses when to write as well."""
    ends = Counter[str]()
    for index in range(rounds):
        ours, theirs = socket.socketpair()
        number = new_number()
        dice = Dice(seed * 1_000_003 + index)
        dice.first = number
        speaker = threading.Thread(target=speak, args=(theirs, dice), daemon=True)
        speaker.start()
        start = time.monotonic()
        limits = Limits(call_seconds=0.1, load_seconds=0.1, callbacks=CALLBACKS)
        worker = Worker(Process(FileChannel(ours.detach())), number, limits)
        ends[outcome(worker, range(number, number + 2**32))] += 1
        worker.close()
        assert time.monotonic() - start < HANG, "the grader was blocked"
        speaker.join(HANG)
        assert not speaker.is_alive()
    return ends


def speak(channel: socket.socket, dice: Dice) -> None:
    """Write frames in some manner until the grader hangs up."""
    channel.settimeout(PATIENCE)
    manner = dice.choice(["plain", "early", "dribble", "flood", "late", "mute", "deaf", "close"])
    with channel, contextlib.suppress(OSError):  # the grader has hung up, or waits for more
        if manner not in ("early", "deaf"):  # those write before they have been asked
            channel.sendall(ready())
            channel.recv(CHUNK)
        for data in written(manner, dice):
            channel.sendall(data)
            if manner == "dribble":
                time.sleep(0.003)
        if manner == "close":
            channel.shutdown(dice.choice([socket.SHUT_RD, socket.SHUT_WR, socket.SHUT_RDWR]))
        while manner != "deaf" and channel.recv(CHUNK):
            pass


def written(manner: str, dice: Dice) -> Iterator[bytes]:
    """The pieces that are sent."""
    if manner == "mute":
        return
    if manner == "flood":
        handles = [["o", dice.first + index, ""] for index in range(dice.choice([1, 15_000]))]
        call = packed(["callback", 0, [1, ["l", handles]], []])
        for _ in range(1000):
            yield HEADER.pack(MAGIC, 1, len(call), 0) + call
    answer = packed(["returned", 1, None, [], [], [], ""])
    if manner == "late":  # each answer comes three times
        yield from (HEADER.pack(MAGIC, number, len(answer), 0) + answer for number in (1, 1, 1, 2, 2, 2))
    for data in itertools.islice(dice.conversation(), 1, None):
        step = 1 if manner == "dribble" else max(len(data), 1)
        yield from (data[place : place + step] for place in range(0, len(data), step))


def main() -> None:
    """Fuzz under a cap of memory and print what came out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["frames", "speakers"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=384, help="address space beyond what the imports took")
    given = parser.parse_args()
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    cap = used + (given.megabytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ends = {"frames": frames, "speakers": speakers}[given.what](given.seed, given.rounds)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    json.dump({"ends": ends, "grown_megabytes": grown >> 10}, sys.stdout)


if __name__ == "__main__":
    main()
