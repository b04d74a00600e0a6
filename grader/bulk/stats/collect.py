"""From gradebooks to statistics: every stored report is read once, one at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from grader.bulk.gradebook import Gradebook
from grader.bulk.grades import Grade, grades
from grader.bulk.outcome import restored
from grader.bulk.stats.model import Case, ClassStats, Sign
from grader.bulk.stats.signs import KINDS, signs
from grader.bulk.stats.tally import ExerciseTally
from grader.exercise.config import CourseConfig
from grader.model.report import Report
from grader.model.verdict import Verdict

_QUERY = """
SELECT report.id, student, exercise, exercise_sha256, packed
FROM report JOIN submission ON submission.id = report.submission ORDER BY report.id
"""


def collect(books: Sequence[Gradebook], config: CourseConfig, chosen: Collection[str] = ()) -> ClassStats:
    """Count what gradebooks hold, several (shards) together. Args: chosen: only these exercises; empty: all."""
    with ExitStack() as stack:
        for book in books:
            stack.enter_context(book.unchanging())
        found = [grade for grade in grades(books, config) if not chosen or grade.attempt.exercise in chosen]
        collector = _Collector(found)
        for book in books:
            collector.read(book)
    return collector.result(config.exercises)


class _Collector:
    """Tallies of exercises, and the lists of those whom somebody has to look at."""

    def __init__(self, found: Sequence[Grade]) -> None:
        self._grades = {(grade.attempt.student, grade.attempt.exercise): grade for grade in found}
        self._tallies: dict[str, ExerciseTally] = {}
        self._ungraded: list[Case] = []
        self._unreadable: list[Case] = []
        self._signs: list[Sign] = []
        self._reports = 0

    def read(self, book: Gradebook) -> None:
        """Take in all reports of a gradebook."""
        for row in book.rows(_QUERY):
            grade = self._grades.get((row["student"], row["exercise"]))
            if grade is not None:
                self._reports += 1
                report = restored(row["packed"])
                counts = grade.attempt.book is book and grade.attempt.report == row["id"]
                self._add(grade, report, row["exercise_sha256"], counts=counts)

    def _add(self, grade: Grade, report: Report, material: str, *, counts: bool) -> None:
        self._signs += signs(report)
        if report.status == "ungraded" and grade.ungraded:
            self._ungraded += _owed(report)
        if counts:
            if report.status == "unreadable" and report.problem is not None:
                self._unreadable.append(_case(report, report.problem.code, report.problem.facts))
            self._tallies.setdefault(report.exercise, ExerciseTally(report.exercise)).add(grade, report, material)

    def result(self, order: Sequence[str]) -> ClassStats:
        """Sum up, exercises in the order of the course."""
        names = sorted(self._tallies, key=lambda name: (order.index(name) if name in order else len(order), name))
        return ClassStats(
            students=len({student for student, _ in self._grades}),
            reports=self._reports,
            graded_until=max((grade.attempt.graded for grade in self._grades.values()), default=""),
            exercises=tuple(self._tallies[name].result() for name in names),
            ungraded=tuple(sorted(self._ungraded, key=_place)),
            unreadable=tuple(sorted(self._unreadable, key=_place)),
            signs=tuple(sorted(self._signs, key=lambda sign: (KINDS.index(sign.kind), sign.student, sign.exercise))),
        )


def _owed(report: Report) -> Iterator[Case]:
    """Why a report is UNGRADED: as a whole, or check by check."""
    if report.problem is not None:
        yield _case(report, report.problem.code, report.problem.facts)
    for check in report.checks:
        if check.verdict is Verdict.UNGRADED:
            yield _case(report, check.code or "", check.facts, check.name)


def _case(report: Report, code: str, facts: Mapping[str, Any], check: str = "") -> Case:
    return Case(report.student, report.exercise, report.submission, code, facts, check)


def _place(case: Case) -> tuple[str, str, str, str]:
    return case.code, case.exercise, case.check, case.student
