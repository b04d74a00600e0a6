"""Counting: reports go in one at a time, and only counts, sums and one example per mistake stay."""

import math
import statistics
from array import array
from collections import Counter, defaultdict

from grader.bulk.grades import Grade
from grader.bulk.stats.examples import UNWRITTEN, Example, failed
from grader.bulk.stats.model import CheckStats, ExerciseStats, Mistake
from grader.bulk.stats.suspects import suspects
from grader.model.report import CheckResult, Diagnosis, Report
from grader.model.verdict import Verdict

_CONSEQUENCE = "located.builds_on"  # of another function's mistake, which is counted there
_UNDECIDED = (Verdict.SKIPPED, Verdict.UNGRADED)


class CheckTally:
    """Counts one check. Sums are of whole numbers, so that the order of reports changes nothing."""

    def __init__(self, check: CheckResult) -> None:
        self._described = check
        self._verdicts: Counter[Verdict] = Counter()
        self._unwritten = 0
        self._seconds = array("d")
        self._sums = [0] * 5  # over decided checks of fully graded reports: n, x, y, xy, yy; x passed, y other points

    def add(self, check: CheckResult, points: int | None) -> None:
        """Count one student's result. Args: points: of the whole report."""
        self._verdicts[check.verdict] += 1
        if check.code in UNWRITTEN:
            self._unwritten += 1
        elif check.verdict not in _UNDECIDED:
            self._seconds.append(check.seconds)
            if points is not None:
                x, y = int(check.verdict is Verdict.PASSED), points - (check.points or 0)
                self._sums = [a + b for a, b in zip(self._sums, (1, x, y, x * y, y * y), strict=True)]

    def result(self) -> CheckStats:
        """Sum up."""
        check = self._described
        return CheckStats(
            name=check.name,
            title=check.title,
            function=check.function,
            max_points=check.max_points,
            hidden=check.hidden,
            bonus=check.bonus,
            verdicts=dict(self._verdicts),
            unwritten=self._unwritten,
            seconds=statistics.median(self._seconds) if self._seconds else 0.0,
            slowest=max(self._seconds, default=0.0),
            agreement=self._agreement(),
        )

    def _agreement(self) -> float | None:
        n, x, y, xy, yy = self._sums
        spread = (n * x - x * x) * (n * yy - y * y)
        return (n * xy - x * y) / math.sqrt(spread) if spread else None


class MistakeTally:
    """Counts one mistake, once per student."""

    def __init__(self, function: str, code: str) -> None:
        self._function, self._code = function, code
        self._students = 0
        self._worded: Diagnosis | None = None
        self._example = Example()

    def add(self, checks: list[CheckResult], report: Report) -> None:
        """Count a student, of whose report these checks show the mistake."""
        self._students += 1
        said = [check.diagnosis for check in checks if check.diagnosis is not None and check.diagnosis.certain]
        self._worded = min([*said, *([self._worded] if self._worded else [])], key=_wording, default=None)
        for check in checks:
            self._example.offer(check, report)

    def result(self) -> Mistake:
        """Sum up."""
        text = self._worded.text if self._worded else {}
        evidence = self._worded.evidence if self._worded else {}
        return Mistake(self._function, self._code, self._students, text, evidence, self._example.excerpt)


class ExerciseTally:
    """Counts one exercise."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._max_points = 0
        self._statuses: Counter[str] = Counter()
        self._points: Counter[int] = Counter()
        self._attempts: Counter[int] = Counter()
        self._late: list[float] = []
        self._adjusted = 0
        self._materials: set[str] = set()
        self._checks: dict[str, CheckTally] = {}
        self._misconceptions: dict[tuple[str, str], MistakeTally] = {}
        self._failures: dict[tuple[str, str], MistakeTally] = {}

    def add(self, grade: Grade, report: Report, material: str) -> None:
        """Count one student: the grade, and the report that it stands on."""
        attempt = grade.attempt
        self._statuses["ungraded" if grade.ungraded else attempt.status] += 1
        self._max_points = max(self._max_points, attempt.max_points)
        self._attempts[grade.attempts] += 1
        self._adjusted += bool(grade.reasons)
        self._late += [attempt.late] if attempt.late else []
        if attempt.points is not None and not grade.ungraded:
            self._points[attempt.points] += 1
        if attempt.status == "unreadable":
            return
        self._materials.add(material)
        points = report.points
        for check in report.checks:
            if check.name not in self._checks:
                self._checks[check.name] = CheckTally(check)
            self._checks[check.name].add(check, points)
        self._add_mistakes(report)

    def _add_mistakes(self, report: Report) -> None:
        named, others = defaultdict(list), defaultdict(list)
        for check in failed(report.checks):
            diagnosis = check.diagnosis
            if diagnosis is not None and diagnosis.certain:
                named[diagnosis.function or check.function, diagnosis.code].append(check)
            elif check.verdict is not Verdict.UNGRADED and (diagnosis is None or diagnosis.code != _CONSEQUENCE):
                others[check.function, check.code or ""].append(check)
        for found, into in ((named, self._misconceptions), (others, self._failures)):
            for key, checks in found.items():
                into.setdefault(key, MistakeTally(*key)).add(checks, report)

    def result(self) -> ExerciseStats:
        """Sum up."""
        checks = tuple(tally.result() for tally in self._checks.values())
        return ExerciseStats(
            name=self._name,
            max_points=self._max_points,
            students=self._statuses.total(),
            graded=self._points.total(),
            ungraded=self._statuses["ungraded"],
            unreadable=self._statuses["unreadable"],
            points=dict(sorted(self._points.items())),
            attempts=dict(sorted(self._attempts.items())),
            late=len(self._late),
            late_percent=math.fsum(self._late) / len(self._late) if self._late else 0.0,
            adjusted=self._adjusted,
            materials=len(self._materials),
            checks=checks,
            misconceptions=_ranked(self._misconceptions),
            failures=_ranked(self._failures),
            suspects=suspects(checks),
        )


def _ranked(tallies: dict[tuple[str, str], MistakeTally]) -> tuple[Mistake, ...]:
    """The most frequent first."""
    found = [tally.result() for tally in tallies.values()]
    return tuple(sorted(found, key=lambda one: (-one.students, one.function, one.code)))


def _wording(diagnosis: Diagnosis) -> tuple[int, str]:
    """Of several students' evidence the shortest is shown, whatever their order."""
    return len(str(diagnosis.evidence)), str(diagnosis.evidence)
