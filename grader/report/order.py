"""What every writer of reports asks about one."""

from collections.abc import Iterable, Sequence

from grader.model.report import CheckResult, Diagnosis, Report

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


def score(report: Report) -> tuple[str, dict[str, object]]:
    """Return the word of the catalogue that says the points, and its facts: a maximum only where there is one."""
    points = "?" if report.points is None else report.points
    if report.checks and all(check.bonus for check in report.checks):
        return "bonus_points", {"points": points}
    return "points", {"points": points, "max_points": report.max_points}


def bonus(report: Report) -> int:
    """Return how many of a report's points are bonus, 0 where all of them are and the score says so."""
    return 0 if all(check.bonus for check in report.checks) else sum(c.points or 0 for c in report.checks if c.bonus)


def headlines(checks: Sequence[CheckResult]) -> list[Diagnosis]:
    """Return the diagnoses of a function's checks, each once: mostly one, which explains all that fail."""
    found: list[Diagnosis] = []
    for check in checks:
        if check.diagnosis is not None and check.diagnosis not in found:
            found.append(check.diagnosis)
    return found


def brief(check: CheckResult, checks: Sequence[CheckResult]) -> bool:
    """Whether the headline says enough about a failed check: a mistake of another function, or one shown already.

    The first check that a named mistake explains is shown in full, and so are all where it is only located.
    """
    diagnosis = check.diagnosis
    if diagnosis is None:
        return False
    first = next(other for other in checks if other.diagnosis == diagnosis)
    elsewhere = diagnosis.function not in ("", check.function)
    return elsewhere or (diagnosis.certain and check is not first)
