"""Keeps the grader and its worker on one processor.

They take turns: one waits while the other computes. A turn handed over on the same processor costs a few microseconds;
one that wakes another processor, up to half a millisecond on a virtual machine, hundreds of times a submission.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PROCESSOR = 36  # index of `processor` in /proc/*/stat behind the name's parenthesis, see proc(5)


@contextmanager
def on_one_processor() -> Iterator[None]:
    """Keep this thread on the processor where it runs now, with the workers that it starts in the block.

    Afterwards it may go where it could go before. Does nothing where the platform offers no such thing.
    """
    free = _allowed()
    here = _here()
    if len(free) < 2 or here not in free:
        yield
        return
    _stay({here})
    try:
        yield
    finally:
        _stay(free)


def place() -> int | None:
    """The only processor that this thread may use; None when there are several."""
    free = _allowed()
    return min(free) if len(free) == 1 else None


def take(processor: int | None) -> None:
    """Stay on that processor, where that is allowed: it is a matter of speed only."""
    if processor is not None:
        _stay({processor})


def _allowed() -> set[int]:
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


def _here() -> int | None:
    try:
        fields = Path("/proc/thread-self/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[_PROCESSOR])


def _stay(processors: set[int]) -> None:
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):  # taken out of the set meanwhile: the kernel then places us as it likes
            os.sched_setaffinity(0, processors)
