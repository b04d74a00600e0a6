"""Signs of tampering in a report: what honest code seldom leaves behind.

No code of the grader says "cheating": student code cannot reach what it would have to reach, so an attempt ends like a
mistake, as an exception or the death of its process. Its traces are told apart by what the process did or asked for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grader.bulk.stats.model import Sign
from grader.model.report import Report

KINDS = ("channel", "secrets", "exit", "refused")  # the plainest first
# What a sandbox refuses: other processes, connections, writing. Plots and data files of honest code are refused, too.
_REFUSED = re.compile(r"PermissionError$|BlockingIOError$")
_NO_THREAD = "can't start new thread"
_ABSENT = re.compile(r"(?:ModuleNotFound|Import|FileNotFound|Permission|NotADirectory)Error$")
_SECRET = re.compile(
    r"hidden_checks|\bsolutions\b|course\.toml|gradebook|\bgrader\b|mutants\.py|/proc/|/etc/|/root\b|\.ssh",
    re.IGNORECASE,
)
_LOOP = "more than"  # calls of the functions it was given: an endless loop, not a forgery
_VIOLATION, _CLOSED, _EXIT = "protocol violation: ", "it closed its channel", "ended itself with code"


def signs(report: Report) -> Iterator[Sign]:
    """Find what one report tells; of each kind the first one."""
    seen = set()
    for function, facts in _facts(report):
        found = kind_of(facts)
        if found is not None and found[0] not in seen:
            seen.add(found[0])
            yield Sign(found[0], report.student, report.exercise, report.submission, found[1], function)


def kind_of(facts: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the kind of sign that the facts of a failure are, with what was seen; None for an ordinary failure."""
    cause = str(facts.get("cause", ""))
    if cause.startswith(_VIOLATION):
        return None if cause.startswith(_VIOLATION + _LOOP) else ("channel", cause)
    if cause.startswith((_CLOSED, _EXIT)):
        return ("channel" if cause.startswith(_CLOSED) else "exit"), cause
    kind, message = str(facts.get("type", "")), str(facts.get("message", ""))
    if _ABSENT.search(kind) and _SECRET.search(message):
        return "secrets", f"{kind}: {message}"
    if _REFUSED.search(kind) or message == _NO_THREAD:
        return "refused", f"{kind}: {message}"
    return None


def _facts(report: Report) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Facts of the checks that failed by what the code did, and of notes on loading it."""
    for check in report.checks:
        if check.code is not None:
            yield check.function, check.facts
    for note in report.notes:
        if note.code.startswith("load."):
            yield "", note.facts
