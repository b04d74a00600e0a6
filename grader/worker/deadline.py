"""Deadlines that are fair on a loaded machine.

A limit in wall seconds means what it says on an idle machine. When it is up, the grader looks at the worker from the
outside: one that is runnable and got much less CPU time than the limit was starved, not slow, and is given what it
missed, up to five times the limit in all. One that sleeps, or that has used its share, has timed out.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 5.0  # a starved worker gets at most this many times its limit
_SHARE = 0.9  # of the limit in CPU time: a worker that had it was slow
_BASELINE_AFTER = 0.05  # seconds: most calls end before their CPU time need be known at all
_RUNNABLE = "RD"  # running or runnable; waiting for the disk, which a swapping machine makes it do
_TICKS = 100  # per second: USER_HZ in /proc, the same on every architecture that Linux supports today


class WorkerTimeout(Exception):  # noqa: N818 - the name that callers read
    """Student code exceeded `seconds` during a "load" or a "call"."""

    def __init__(self, seconds: float, during: str) -> None:
        super().__init__(f"more than {seconds:g} seconds during a {during}")
        self.seconds = seconds
        self.during = during


class Usage(NamedTuple):
    """CPU seconds used so far, and whether the process could use more."""

    cpu: float
    runnable: bool


def usage(pid: int) -> Usage | None:
    """Read from /proc; None where there is no /proc or no such process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return Usage((int(fields[11]) + int(fields[12])) / _TICKS, fields[0] in _RUNNABLE)


class FairDeadline:
    """The time that a worker has for one request."""

    def __init__(self, seconds: float, during: str, measure: Callable[[], Usage | None]) -> None:
        self._seconds = seconds
        self._during = during
        self._measure = measure
        self._start = time.monotonic()
        self._end = self._start + seconds
        self._last = self._start + _PATIENCE * seconds
        self._before: Usage | None = None
        self._measured = False

    @property
    def elapsed(self) -> float:
        """Seconds since the start, without pauses."""
        return time.monotonic() - self._start

    def wait(self, ready: Callable[[float], bool]) -> None:
        """Call `ready(seconds)` until it is true. Raises WorkerTimeout, also when it is true but time is up."""
        while True:
            now = time.monotonic()
            if not self._measured and now - self._start >= _BASELINE_AFTER:
                self._before, self._measured = self._measure(), True
            if now >= self._end:
                waiting_for_us = ready(0.0)
                self._extend(waiting_for_us)
                if waiting_for_us:
                    return
            elif ready(self._end - now if self._measured else min(self._end - now, _BASELINE_AFTER)):
                return

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time spent inside is the grader's own."""
        begin = time.monotonic()
        try:
            yield
        finally:
            pause = time.monotonic() - begin
            self._start += pause
            self._end += pause
            self._last += pause

    def _extend(self, waiting_for_us: bool) -> None:
        """Give a worker that was starved what it missed. Raises WorkerTimeout for any other."""
        after = self._measure()
        if after is None or self._before is None or not (after.runnable or waiting_for_us):
            raise WorkerTimeout(self._seconds, self._during)
        used = after.cpu - self._before.cpu
        now = time.monotonic()
        if used >= _SHARE * self._seconds or now >= self._last:
            raise WorkerTimeout(self._seconds, self._during)
        self._end = min(now + self._seconds - used, self._last)
