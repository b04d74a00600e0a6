"""What counts: of each student and exercise one attempt, less what lateness costs, plus what was adjusted by hand."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from grader.bulk.gradebook import Gradebook
from grader.bulk.late import penalty
from grader.exercise.config import CourseConfig

_QUERY = """
SELECT report.id, student, exercise, status, points, max_points, submitted, first_seen, last_seen, label, sha256,
       graded, isolation
FROM report JOIN submission ON submission.id = report.submission ORDER BY student, exercise, first_seen, report.id
"""


@dataclass(frozen=True)
class Attempt:
    """One submission's report for one exercise, without its checks. Points before lateness and adjustments."""

    report: int  # its id in the gradebook
    book: Gradebook
    student: str
    exercise: str
    status: str
    points: int | None
    max_points: int
    submitted: str | None
    first_seen: str
    last_seen: str
    label: str
    sha256: str
    graded: str
    late: float = 0.0  # percent

    @property
    def earned(self) -> float | None:
        """Points after lateness, to two decimals."""
        return None if self.points is None else round(self.points * (100 - self.late) / 100 + 1e-9, 2)

    def time(self, *, last: bool) -> datetime:
        """When it was submitted, or if nobody says so, when it was first or last handed to the grader."""
        found = datetime.fromisoformat(self.submitted or (self.last_seen if last else self.first_seen))
        return found if found.tzinfo else found.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Grade:
    """What one student has for one exercise."""

    attempt: Attempt  # the one that counts
    attempts: int
    ungraded: bool  # the grader owes a verdict, so that there is no score
    adjustment: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def score(self) -> float | None:
        """Points with everything; None when UNGRADED, or unreadable and not adjusted."""
        earned = self.attempt.earned
        if self.ungraded or (earned is None and not self.reasons):
            return None
        return max(0.0, round((earned or 0.0) + self.adjustment, 2))


def grades(books: Iterable[Gradebook], config: CourseConfig) -> list[Grade]:
    """Compute the grades of several gradebooks together, by student and exercise."""
    attempts: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    adjustments: dict[tuple[str, str], list[sqlite3.Row]] = defaultdict(list)
    for book in books:
        for attempt in _attempts(book, config):
            attempts[attempt.student, attempt.exercise].append(attempt)
        for row in book.rows("SELECT student, exercise, points, reason FROM adjustment ORDER BY id"):
            adjustments[row["student"], row["exercise"]].append(row)
    return [_grade(found, adjustments[key], config.attempts) for key, found in sorted(attempts.items())]


def _attempts(book: Gradebook, config: CourseConfig) -> Iterator[Attempt]:
    for row in book.rows(_QUERY):
        names = [name for name in row.keys() if name not in ("id", "isolation")]  # noqa: SIM118 - a Row iterates values
        attempt = Attempt(report=row["id"], book=book, **{name: row[name] for name in names})
        yield replace(attempt, late=_late(attempt, config))


def _late(attempt: Attempt, config: CourseConfig) -> float:
    """Percent; only a time that somebody states can cost points, not the time at which it was graded."""
    deadline = config.deadlines.get(attempt.exercise)
    if config.late is None or deadline is None or attempt.submitted is None:
        return 0.0
    return penalty(attempt.time(last=True), deadline, config.late)


def _grade(found: Sequence[Attempt], adjusted: Sequence[sqlite3.Row], policy: str) -> Grade:
    counting = _counting(found, policy)
    owed = any(attempt.status == "ungraded" for attempt in found) if policy == "best" else counting.status == "ungraded"
    reasons = tuple(row["reason"] for row in adjusted)
    return Grade(counting, len(found), owed, sum(row["points"] for row in adjusted), reasons)


def _counting(found: Sequence[Attempt], policy: str) -> Attempt:
    if policy == "best":
        return max(found, key=lambda one: (one.earned is not None, one.earned or 0.0, one.time(last=True)))
    if policy == "first":
        return min(found, key=lambda one: one.time(last=False))
    return max(found, key=lambda one: one.time(last=True))
