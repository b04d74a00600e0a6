"""What changed since the last run, for a student who works on a file: nothing in a result depends on it.

A `Record` remembers the last runs of one file for one exercise. A run that graded only some checks says nothing about
the others, so a check is compared with the last run that decided it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from grader.model.report import CheckResult, Report
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback

MAX_RUNS = 10  # of one file and exercise
_SHOWN = 4  # names in one sentence

_Text = Annotated[str, msgspec.Meta(max_length=200)]


class Run(msgspec.Struct, frozen=True):
    """One run: when (local time, ISO 8601), the file's hash, the points, and which of the decided checks passed."""

    when: _Text
    sha256: _Text
    points: int | None
    max_points: int
    passed: Annotated[dict[_Text, bool], msgspec.Meta(max_length=1000)]


class Record(msgspec.Struct, frozen=True):
    """The last runs of one file, oldest first, and whether any run ever got full marks."""

    runs: Annotated[tuple[Run, ...], msgspec.Meta(max_length=100)] = ()
    full: bool = False


@dataclass(frozen=True)
class Change:
    """What a run changed. `first_full`: full marks, and no earlier run had them."""

    points: int
    better: tuple[str, ...]  # names of checks that pass now
    worse: tuple[str, ...]  # names of checks that passed
    compared: bool  # whether there was an earlier run to compare with
    first_full: bool


def compare(report: Report, record: Record, *, complete: bool = True) -> Change:
    """Compare a graded report with what is remembered. Args: complete: no check of the exercise was left out."""
    before: dict[str, bool] = {}
    for run in record.runs:
        before |= run.passed
    moved = [check for check in report.checks if _moved(check, before)]
    better = [check for check in moved if check.verdict is Verdict.PASSED]
    worse = [check for check in moved if check.verdict is not Verdict.PASSED]
    points = sum(check.max_points for check in better) - sum(check.max_points for check in worse)
    first = complete and is_full(report) and not record.full
    compared = any(check.name in before for check in report.checks)
    return Change(points, _names(better), _names(worse), compared, first)


def added(record: Record, report: Report, when: str, *, complete: bool = True) -> Record:
    """Return the record with one more run, the oldest ones forgotten."""
    decided = [check for check in report.checks if check.verdict is not Verdict.UNGRADED]
    passed = {check.name: check.verdict is Verdict.PASSED for check in decided}
    run = Run(when, report.sha256, report.points, report.max_points, passed)
    return Record((*record.runs, run)[-MAX_RUNS:], record.full or (complete and is_full(report)))


def is_full(report: Report) -> bool:
    """Whether every required check of the report passed."""
    required = {check.verdict for check in report.checks if not check.bonus}
    return report.status == "graded" and required == {Verdict.PASSED}


def lines(change: Change, feedback: Feedback, *, always: bool = False) -> list[str]:
    """Say what changed; nothing when nothing did, unless `always`."""
    said = []
    if change.compared and (change.better or change.worse or always):
        said.append(_say(feedback, "since", {"what": _sentence(change, feedback)}))
    if change.first_full:
        said.append(_say(feedback, "first_full", {}))
    return said


def _moved(check: CheckResult, before: Mapping[str, bool]) -> bool:
    if check.name not in before or check.verdict is Verdict.UNGRADED:
        return False
    return before[check.name] is not (check.verdict is Verdict.PASSED)


def _names(checks: Sequence[CheckResult]) -> tuple[str, ...]:
    return tuple(check.name for check in checks)


def _sentence(change: Change, feedback: Feedback) -> str:
    if not change.better and not change.worse:
        return _say(feedback, "nothing", {})
    points = "points_one" if abs(change.points) == 1 else "points"
    parts = [_say(feedback, points, {"points": f"{change.points:+d}"})]
    for word, names in (("better", change.better), ("worse", change.worse)):
        if names:
            code = f"{word}_one" if len(names) == 1 else word
            parts.append(_say(feedback, code, {"names": _listed(names, feedback)}))
    return _say(feedback, "comma", {}).join(parts)


def _listed(names: Sequence[str], feedback: Feedback) -> str:
    shown = ", ".join(names[:_SHOWN])
    more = len(names) - _SHOWN
    return shown if more <= 0 else _say(feedback, "more", {"names": shown, "count": more})


def _say(feedback: Feedback, word: str, facts: Mapping[str, object]) -> str:
    return feedback.text(f"history.{word}", facts)
