"""One stored submission again: the same bytes, checks, salt, limits and isolation, with every call written down."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec

from grader.bulk import fingerprint
from grader.bulk.gradebook import Gradebook
from grader.bulk.marking import Marker
from grader.bulk.messages import Settings, Task
from grader.bulk.outcome import restored
from grader.checking.calls import Call
from grader.exercise.course import Course
from grader.model.errors import UnreadableSubmissionError, UsageError
from grader.model.report import CheckResult, Report
from grader.report.text import one_line
from grader.worker.client import WorkerPool
from grader.worker.protocol import Limits, Reply
from grader.worker.remote import Worker

_CALL_CHARS = 200

Progress = Callable[[CheckResult], None]


@dataclass(frozen=True)
class Stored:
    """A report of the gradebook, and what it was made from."""

    student: str
    exercise: str
    label: str
    path: Path
    sha256: str
    matching: str
    graded: str  # when
    isolation: str
    versions: dict[str, str]
    exercise_sha256: str
    grader_sha256: str
    report: Report

    @classmethod
    def find(cls, book: Gradebook, student: str, exercise: str, attempt: int | None) -> "Stored":
        """Look up a student's report. Args: attempt: 1 is the first one; None the one that was handed in last.

        Raises:
            UsageError: there is none.
        """
        rows = list(book.rows(_QUERY, (student, exercise)))
        if not rows:
            raise UsageError("replay.unknown", student=student, exercise=exercise)
        if attempt is not None and attempt > len(rows):
            raise UsageError("replay.attempt", student=student, exercise=exercise, count=len(rows))
        row = rows[-1] if attempt is None else rows[attempt - 1]
        names = ("student", "exercise", "label", "sha256", "matching", "graded", "isolation")
        return cls(
            **{name: row[name] for name in names},
            path=Path(row["path"]),
            versions=json.loads(row["versions"]),
            exercise_sha256=row["exercise_sha256"],
            grader_sha256=row["grader_sha256"],
            report=restored(row["packed"]),
        )

    def require_bytes(self, course: Course) -> None:
        """Require that the submission is still there, byte for byte.

        Raises:
            UnreadableSubmissionError: it is not.
        """
        facts = {"student": self.student, "path": str(self.path)}
        if not self.path.exists():
            raise UnreadableSubmissionError("replay.gone", **facts)
        found = fingerprint.of_submission(self.path, course.config.exercises)
        if found != self.sha256:
            raise UnreadableSubmissionError("replay.changed", **facts, stored=self.sha256[:12], found=found[:12])


@dataclass(frozen=True)
class Called:
    """One call of a student's function."""

    text: str
    seconds: float
    ended: str  # "", an exception's type, or how the worker ended


class WatchedPool(WorkerPool):
    """A pool that writes down the calls of its workers."""

    calls: list[Called]

    def worker(self, limits: Limits = Limits()) -> Worker:  # noqa: B008 - frozen
        """See `WorkerPool`."""
        if not hasattr(self, "calls"):
            self.calls = []
        return cast(Worker, _Watched(super().worker(limits), self.calls))

    def taken(self) -> list[Called]:
        """Return the calls since the last time."""
        calls = getattr(self, "calls", [])
        taken = list(calls)
        calls.clear()
        return taken


class _Watched:
    """A worker whose calls are written down."""

    def __init__(self, worker: Worker, calls: list[Called]) -> None:
        self._worker = worker
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        return getattr(self._worker, name)

    def call(self, function: str, args: Sequence[Any], **options: Any) -> Reply:
        """See `Worker`."""
        start = time.monotonic()
        text = one_line(Call(function, {str(at): value for at, value in enumerate(args)}).text, _CALL_CHARS)
        ended = ""
        try:
            reply = self._worker.call(function, args, **options)
        except Exception as error:  # noted only; it goes on to whoever called
            ended = str(error)
            raise
        else:
            ended = reply.raised.type if reply.raised is not None else ""
            return reply
        finally:
            self._calls.append(Called(text, time.monotonic() - start, ended))


def replayed(stored: Stored, course: Course, pool: WorkerPool, lang: str, progress: Progress) -> Report | None:
    """Grade the submission once more; None if it is no answer to that exercise any more.

    Raises:
        CourseError, IsolationError: it cannot be graded.
    """
    named = stored.exercise if stored.matching == fingerprint.of_matching(course, stored.exercise) else None
    settings = Settings(str(course.root), str(pool.level), named, lang)
    task = Task(stored.student, stored.label, bytes(stored.path), (stored.exercise,) if stored.exercise else ())
    outcome = Marker(settings, pool, progress).outcome(task)
    return next((restored(one.packed) for one in outcome.reports if one.exercise == stored.exercise), None)


def differences(before: Report, after: Report) -> Iterator[tuple[str, Any, Any]]:
    """Yield what differs between two reports, times aside: where, then and now."""
    one, other = (_flat(report) for report in (before, after))
    for key in dict.fromkeys([*one, *other]):
        if one.get(key) != other.get(key):
            yield key, one.get(key), other.get(key)


def _flat(report: Report) -> dict[str, Any]:
    plain = msgspec.to_builtins(report)
    checks = {check["name"]: check for check in plain.pop("checks")}
    parts = {"": plain, **{f"{name}.": check for name, check in checks.items()}}
    return {f"{name}{key}": value for name, part in parts.items() for key, value in part.items() if key != "seconds"}


_QUERY = """
SELECT student, exercise, label, path, submission.sha256, matching, graded, isolation, versions, exercise_sha256,
    grader_sha256, packed
FROM report JOIN submission ON submission.id = report.submission
WHERE student = ? AND exercise = ? ORDER BY last_seen, submission.id
"""
