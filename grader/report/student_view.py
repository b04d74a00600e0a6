"""What a student sees of a report with hidden checks, by `hidden` of course.toml. The gradebook keeps all of it."""

from dataclasses import replace
from typing import Literal

from grader.model.report import CheckResult, Report

Hidden = Literal["nothing", "verdict", "message"]


def student_view(report: Report, hidden: Hidden) -> Report:
    """Return the report without what hidden checks must not tell: never their call, output or place.

    With "nothing" the report is that of the public checks, with their maximum.
    """
    shown = [check for check in report.checks if not check.hidden]
    if hidden != "nothing":
        return replace(report, checks=tuple(_veiled(check, hidden) for check in report.checks))
    most = sum(check.max_points for check in shown if not check.bonus)
    left = len(report.checks) - len(shown)
    return replace(report, checks=tuple(shown), max_points=most, hidden_not_run=report.hidden_not_run + left)


def _veiled(check: CheckResult, hidden: Hidden) -> CheckResult:
    if not check.hidden:
        return check
    veiled = replace(check, call=None, where=None, exception=None, output="", figures=(), diagnosis=None)
    return veiled if hidden == "message" else replace(veiled, code=None, facts={})
