"""Runs one statement of student code at a time, under a deadline."""

import builtins
import signal
from time import monotonic, process_time
from types import CodeType, FrameType
from typing import Any

from grader.worker.protocol import Limits

_SHARE = 0.8  # of the time for loading may go to statements, so that the answer is in time
_LAST = 0.2  # seconds: what a statement is given after that, ample for a definition
_AGAIN = 0.1  # seconds: how often a statement that catches its deadline is told again
_BUSY = 0.5  # of the limit in CPU time; a process that got less may be starved by its neighbours,
_PATIENCE = 2.0  # and is given up to this many times its limit

_exec, _signal = builtins.exec, signal.signal
_set_timer = getattr(signal, "setitimer", None)  # not on Windows: there the grader's deadline ends the whole process


class StatementDeadline(BaseException):
    """A top-level statement took too long."""


class Runner:
    """Runs statements of one module and of those that it imports."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.statement_seconds
        self._end = monotonic() + _SHARE * limits.load_seconds

    def run(self, code: CodeType, namespace: dict[str, Any]) -> BaseException | None:
        """Run a statement; the exception that ended it, SystemExit and StatementDeadline included."""
        if _set_timer is None:
            return _outcome(code, namespace)

        def ring(number: int, frame: FrameType | None) -> None:
            starved = process_time() - cpu < _BUSY * seconds
            if starved and monotonic() - start < _PATIENCE * seconds:
                return
            while frame is not None:  # not between the statement's end and the timer's
                if frame.f_code is code:
                    raise StatementDeadline(f"more than {seconds:g} seconds")
                frame = frame.f_back

        seconds = min(self._seconds, max(self._end - monotonic(), _LAST))
        start, cpu = monotonic(), process_time()
        outer = _signal(signal.SIGALRM, ring)
        rest, interval = _set_timer(signal.ITIMER_REAL, seconds, _AGAIN)
        error = _outcome(code, namespace)
        # An import runs other statements: its own deadline goes on from where it stood.
        _set_timer(signal.ITIMER_REAL, rest, interval)
        _signal(signal.SIGALRM, outer)
        return error


def _outcome(code: CodeType, namespace: dict[str, Any]) -> BaseException | None:
    try:
        _exec(code, namespace)
    except BaseException as error:  # noqa: BLE001 - whatever ends a statement, the next one runs
        return error
    return None
