"""Classroom 50: `result.json`, schema `classroom50/result/v1`.

Rules (runner.py, collect_scores.py): scores are integers, not bool, from 0 to their maximum, at the top and in each
test; `test-name` is not empty, `passed` a bool; who, what and when are strings that are not empty, `submission` begins
with "submit/"; below 10 MiB. Further keys of a test are kept. The file says how it went: a status other than 0 means
that the grader itself failed. There is no word for a grade that is not known: a result without points has no file.

Extra credit ends at the maximum here.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from grader.model.report import CheckResult, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.platforms.trouble import explained
from grader.report.text import one_line

_MESSAGE = 500  # characters


@dataclass(frozen=True)
class Submitted:
    """Who handed in what and when, as the platform says it; an empty text is left out."""

    classroom: str
    assignment: str
    submission: str
    commit: str
    release: str
    review: str
    datetime: str
    graded_at: str = ""
    owner: str = ""
    assignment_type: str = ""


def result_file(result: Result, submitted: Submitted, feedback: Feedback) -> dict[str, Any]:
    """Return the object of result.json. Args: result: as its student may see it, with points."""
    assert result.points is not None
    return {
        "schema": "classroom50/result/v1",
        **{key: value for key, value in asdict(submitted).items() if value},
        "score": min(result.points, result.max_points),
        "max-score": result.max_points,
        "tests": [test for report in result.reports for test in _tests(report, feedback)],
    }


def _tests(report: Report, feedback: Feedback) -> Iterator[dict[str, Any]]:
    """Extra credit that was not earned is no test that failed: it is left out."""
    for check in report.checks:
        if not check.bonus:
            yield _test(report, check, feedback)
        elif check.points:
            yield _test(report, check, feedback) | {"bonus-points": check.points}


def _test(report: Report, check: CheckResult, feedback: Feedback) -> dict[str, Any]:
    return {
        "test-name": f"{report.exercise}/{check.name}",
        "passed": check.verdict is Verdict.PASSED,
        "score": 0 if check.bonus else check.points or 0,
        "max-score": 0 if check.bonus else check.max_points,
        "title": one_line(feedback.title(check.title)),
        "verdict": check.verdict.value,
        "hidden": check.hidden,
        "message": one_line(explained(check, feedback), _MESSAGE),
    }
