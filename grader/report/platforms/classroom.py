"""GitHub Classroom's autograding reporter: base64 of JSON, as the output `result` of a step.

Rules (grading-reporter): `tests` exists and is not empty; the points are the sum of the tests' `score`; `status` is
pass, fail or error. The service itself is retired, the reporter is still in use.
"""

import base64
import json
from typing import Any

from grader.model.report import CheckResult, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.platforms.trouble import explained
from grader.report.text import one_line, plain

_MESSAGE = 500  # characters


def encoded(result: Result, feedback: Feedback) -> str:
    """Return the value. Args: result: as its student may see it, with points and at least one check."""
    assert result.points is not None
    checks = [(report, check) for report in result.reports for check in report.checks]
    tests = [_test(report, check, feedback) for report, check in checks if check.points or not check.bonus]
    passed = all(test["status"] == "pass" for test in tests)
    found = {"version": 1, "status": "pass" if passed else "fail", "max_score": result.max_points, "tests": tests}
    return base64.b64encode(json.dumps(found, allow_nan=False).encode()).decode()


def _test(report: Report, check: CheckResult, feedback: Feedback) -> dict[str, Any]:
    statuses = {Verdict.PASSED: "pass", Verdict.FAILED: "fail", Verdict.SKIPPED: "fail"}
    return {
        "name": f"{report.exercise}/{check.name}",
        "status": statuses.get(check.verdict, "error"),
        "score": check.points or 0,
        "message": one_line(explained(check, feedback), _MESSAGE),
        "test_code": "",
        "filename": plain(check.where.file) if check.where else "",
        "line_no": (check.where.line if check.where and check.where.cell is None else None) or 0,
        "duration": round(check.seconds, 3),
    }
