"""Which limit a submission has broken: what its worker's end, or an exception in it, is called in a report.

A worker's exception is a claim, so it never changes a verdict here: it chooses the words that explain it.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from grader.worker.protocol import Limits, Raised


class Breach(NamedTuple):
    """A code and its facts."""

    code: str
    facts: Mapping[str, Any]


_Facts = Callable[[Limits], Mapping[str, Any]]

# `WorkerDied.breach` -> code and the limit's value.
_ENDS: dict[str, tuple[str, _Facts]] = {
    "cpu": ("student.cpu_limit", lambda limits: {"seconds": limits.cpu_seconds}),
    "memory": ("student.memory_limit", lambda limits: {"megabytes": limits.memory_mb}),
    "callbacks": ("student.callback_limit", lambda limits: {"limit": limits.callbacks}),
    "callback_seconds": ("student.callback_time", lambda limits: {"seconds": limits.callback_seconds}),
    "callback_mb": ("student.callback_memory", lambda limits: {"megabytes": limits.callback_mb}),
    "protocol": ("student.protocol", lambda limits: {}),
}

# How an exception's message begins where the kernel refuses, by the exception's type. Numbers of Linux and macOS.
_RAISED: tuple[tuple[str, str, str, _Facts], ...] = (
    ("MemoryError", "", "student.memory_limit", lambda limits: {"megabytes": limits.memory_mb}),
    ("_ArrayMemoryError", "", "student.memory_limit", lambda limits: {"megabytes": limits.memory_mb}),
    ("OSError", "[Errno 12]", "student.memory_limit", lambda limits: {"megabytes": limits.memory_mb}),
    ("OSError", "[Errno 24]", "student.open_files", lambda limits: {"limit": limits.open_files}),
    ("OSError", "[Errno 27]", "student.disk_limit", lambda limits: {}),
    ("BlockingIOError", "[Errno 11]", "student.process_limit", lambda limits: {}),
    ("BlockingIOError", "[Errno 35]", "student.process_limit", lambda limits: {}),
    ("RuntimeError", "can't start new thread", "student.thread_limit", lambda limits: {}),
    ("PermissionError", "[Errno ", "student.refused", lambda limits: {}),
    ("FileNotFoundError", "[Errno ", "student.refused", lambda limits: {}),
)


def of_end(breach: str, limits: Limits) -> Breach | None:
    """What a worker broke that is no more; None for an end of another kind."""
    if breach not in _ENDS:
        return None
    code, facts = _ENDS[breach]
    return Breach(code, facts(limits))


def of_exception(raised: Raised, limits: Limits) -> Breach:
    """What an exception in student code means; mostly just that it was raised."""
    told = {"type": raised.type, "message": raised.message[:300]}
    for kind, begin, code, facts in _RAISED:
        if raised.type == kind and raised.message.startswith(begin):
            return Breach(code, told | dict(facts(limits)))
    return Breach("student.exception", told)
