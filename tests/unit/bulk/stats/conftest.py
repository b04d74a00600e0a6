"""Students of an imagined class: reports with any verdicts, and their grades."""

from types import SimpleNamespace

import pytest

from grader.bulk.gradebook import Gradebook
from grader.bulk.grades import Attempt, Grade
from grader.bulk.stats.tally import ExerciseTally
from grader.model.report import CheckResult, Diagnosis, Report
from grader.model.verdict import Verdict

CODES = {
    Verdict.FAILED: "value.wrong",
    Verdict.ERROR: "student.exception",
    Verdict.TIMEOUT: "student.timeout",
    Verdict.CRASHED: "student.crashed",
    Verdict.SKIPPED: "check.skipped",
    Verdict.UNGRADED: "grader.unstable",
}


def checked(name="c1", verdict=Verdict.PASSED, **more):
    """A check's result; by default worth 2 points, for the function f."""
    settled = {"function": "f", "max_points": 2, "code": CODES.get(verdict), "title": {"en": f"Title of {name}."}}
    return CheckResult(name=name, verdict=verdict, **(settled | more))


def misconception(code="backprop.no_mean", text="The 1/m is missing.", **more):
    """A named mistake."""
    return Diagnosis(code, {"en": text, "zh": "缺少 1/m。"}, {}, **more)


def reported(student="s01", *checks, exercise="backprop", status=None, **more):
    """A report whose status follows from its checks."""
    ungraded = any(check.verdict is Verdict.UNGRADED for check in checks)
    most = sum(check.max_points for check in checks)
    settled = {"sha256": "aa", "max_points": most, "status": status or ("ungraded" if ungraded else "graded")}
    return Report(student, f"in/{student}-{exercise}.py", exercise=exercise, checks=checks, **(settled | more))


def graded(report, **more):
    """The grade of a student with one attempt."""
    attempt = Attempt(
        report=1,
        book=SimpleNamespace(),
        student=report.student,
        exercise=report.exercise,
        status=report.status,
        points=report.points,
        max_points=report.max_points,
        submitted=None,
        first_seen="2026-11-01T00:00:00+00:00",
        last_seen="2026-11-01T00:00:00+00:00",
        label=report.submission,
        sha256="x",
        graded="2026-11-01T00:00:00+00:00",
        late=more.pop("late", 0.0),
    )
    return Grade(attempt, more.pop("attempts", 1), report.status == "ungraded", **more)


def counted(*reports, **more):
    """The statistics of an exercise."""
    tally = ExerciseTally("backprop")
    for report in reports:
        tally.add(graded(report, **more), report, "e1")
    return tally.result()


@pytest.fixture
def book(tmp_path):
    with Gradebook.create(tmp_path / "out") as opened:
        yield opened
