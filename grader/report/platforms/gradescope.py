"""Gradescope: `results.json`.

Rules (specs): `score` at the top overrides the sum of the tests' and is needed if they have none; a test without score
but with `status` informs only; `visibility` is hidden, after_due_date, after_published or visible; while any test is
hidden, students do not see their total; line ends are "\\n"; a file that is missing or no JSON is an autograder that
"failed to execute correctly", which has no score.

Hidden checks follow `hidden` of course.toml: with "nothing" their tests are hidden, and an instructor sees all of them;
else they are shown like any other, without what they must not tell. Where there is no score, there is none anywhere: an
UNGRADED or unreadable report never becomes a 0.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from grader.model.report import CheckResult, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.platforms.trouble import explained, problem_text
from grader.report.student_view import Hidden, student_view
from grader.report.text import one_line, plain


def results(result: Result, feedback: Feedback, hidden: Hidden, score: float | None, said: str = "") -> dict[str, Any]:
    """Return the object of results.json.

    Args: result: with everything, as the gradebook keeps it. score: None where there is no score.
        said: for the student, above the tests.
    """
    reports = result.reports if hidden == "nothing" else tuple(student_view(r, hidden) for r in result.reports)
    tests = [test for number, report in enumerate(reports, 1) for test in _tests(number, report, feedback, hidden)]
    if score is None:
        tests = [_unscored(test) for test in tests]
    found = {
        "output": plain(said),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(sum(report.seconds for report in reports), 2),
        "tests": tests,
        "extra_data": {"isolation": result.isolation, "versions": dict(result.versions)},
    }
    return found if score is None else {"score": score, **found}


def encode(found: dict[str, Any]) -> str:
    """Return the file's text: finite, and ASCII."""
    return json.dumps(found, indent=1, allow_nan=False) + "\n"


def _tests(number: int, report: Report, feedback: Feedback, hidden: Hidden) -> Iterator[dict[str, Any]]:
    if report.problem is not None:
        name = one_line(f"{report.exercise or report.submission}: {feedback.text(f'ci.{report.status}', {})}")
        yield {"name": name, "number": str(number), "status": "failed", "output": problem_text(report, feedback)}
        return
    for place, check in enumerate(report.checks, 1):
        yield {"number": f"{number}.{place}", **_test(report, check, feedback, hidden)}


def _test(report: Report, check: CheckResult, feedback: Feedback, hidden: Hidden) -> dict[str, Any]:
    marks = "".join(f" ({feedback.text(f'report.{m}_tag', {})})" for m in ("bonus", "hidden") if getattr(check, m))
    found: dict[str, Any] = {
        "name": one_line(feedback.title(check.title)) + marks,
        "status": "passed" if check.verdict is Verdict.PASSED else "failed",
        "output": explained(replace(check, where=None) if check.hidden else check, feedback),
        "output_format": "text",
        "tags": [plain(report.exercise), plain(check.function)],
        "visibility": "hidden" if check.hidden and hidden == "nothing" else "visible",
        "extra_data": {"check": check.name, "verdict": check.verdict.value, "code": check.code},
    }
    if check.points is not None:
        found["score"] = check.points
    return found if check.bonus else {**found, "max_score": check.max_points}  # extra credit has no maximum


def _unscored(test: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in test.items() if key not in ("score", "max_score")}
