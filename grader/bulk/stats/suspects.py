"""Checks that an instructor should look at: item analysis with rules that a few students cannot set off by chance."""

import math
import statistics
from collections.abc import Iterator, Sequence

from grader.bulk.stats.model import CheckStats, Suspect
from grader.model.verdict import Verdict

KINDS = ("ungraded", "nearly_all_fail", "backwards", "timeouts", "slow", "all_pass")  # the most urgent first
ENOUGH = 10  # attempts, before a share means anything
NEARLY_NONE = 0.05
MANY_TIMEOUTS = 0.1
SLOW_SECONDS, SLOW_TIMES = 0.5, 5.0  # a median of this, and so many times that of the exercise's checks
BACKWARDS = 0.2  # a weaker correlation than this is no finding, however many students show it


def suspects(checks: Sequence[CheckStats]) -> tuple[Suspect, ...]:
    """Return what speaks against the checks of one exercise, by kind and in their order."""
    usual = statistics.median([check.seconds for check in checks]) if checks else 0.0
    found = [suspect for check in checks for suspect in _of(check, usual)]
    return tuple(sorted(found, key=lambda suspect: KINDS.index(suspect.kind)))


def _of(check: CheckStats, usual: float) -> Iterator[Suspect]:
    name, tried, passed = check.name, check.attempted, check.passed
    owed = check.verdicts.get(Verdict.UNGRADED, 0)
    if owed:
        yield Suspect("ungraded", name, {"count": owed, "total": check.total})
    if tried < ENOUGH:
        return
    if passed <= NEARLY_NONE * tried:
        yield Suspect("nearly_all_fail", name, {"count": tried - passed, "total": tried})
    if passed == tried:
        yield Suspect("all_pass", name, {"total": tried})
    if check.agreement is not None and check.agreement <= -max(BACKWARDS, 3 / math.sqrt(tried)):
        yield Suspect("backwards", name, {"correlation": f"{check.agreement:.2f}", "total": tried})
    timeouts = check.verdicts.get(Verdict.TIMEOUT, 0)
    if timeouts >= MANY_TIMEOUTS * tried:
        yield Suspect("timeouts", name, {"count": timeouts, "total": tried})
    if check.seconds >= max(SLOW_SECONDS, SLOW_TIMES * usual):
        yield Suspect("slow", name, {"seconds": f"{check.seconds:.1f}", "usual": f"{usual:.2f}"})
