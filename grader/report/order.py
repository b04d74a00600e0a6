"""What every writer of reports asks about one."""

from collections.abc import Iterable

from grader.model.report import CheckResult, Report

UNWRITTEN = "function.unwritten"
SKIPPED = "check.skipped"


def by_function(checks: Iterable[CheckResult]) -> list[CheckResult]:
    """Bring the checks of one function together, functions in the order of their first check."""
    collected = list(checks)
    order = list(dict.fromkeys(check.function for check in collected))
    return sorted(collected, key=lambda check: order.index(check.function))


def unwritten(report: Report) -> str | None:
    """Return the function to begin with if nothing of the exercise is written yet."""
    reasons = {check.code for check in report.checks} - {SKIPPED}
    return report.checks[0].function if reasons == {UNWRITTEN} else None
