"""What is wrong with a result, in few words and worst first: one trouble per function, for places with little room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from grader.model.report import CheckResult, Report, Result
from grader.model.source import Where
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.order import by_function, headlines, unwritten
from grader.report.text import one_line, plain

_TEXT = 4_000  # characters of an explanation
_LINE = 400
_MOST = float("inf")


@dataclass(frozen=True)
class Trouble:
    """A function that fails, an exercise that is not begun, or a file that cannot be read. Texts are harmless."""

    weight: float  # points lost; infinite for what has no points at all, 0 for what is not begun
    exercise: str
    about: str  # the function and its points, or what is the matter with the whole
    message: str  # a few lines
    where: Where
    place: str  # the same in words


def troubles(result: Result, feedback: Feedback) -> list[Trouble]:
    """Return what went wrong, the worst first; what is equally bad stays in the order of the course."""
    found = [trouble for report in result.reports for trouble in _of_report(report, feedback)]
    return sorted(found, key=lambda trouble: -trouble.weight)


def worst_first(result: Result) -> list[Report]:
    """Return the reports, those without points first, then by the share of their points."""
    return sorted(result.reports, key=_share)


def explained(check: CheckResult, feedback: Feedback) -> str:
    """Say in lines of text how a check ended: diagnosis, call and message, traceback, hint, output, place."""
    if check.verdict is Verdict.PASSED:
        return ""
    parts = [feedback.diagnosis(check.diagnosis, check.function)] if check.diagnosis else []
    parts += [_said(check, feedback)]
    if check.exception is not None and check.exception.traceback:
        parts.append(check.exception.traceback.rstrip())
    hint = feedback.hint(check.code, check.facts) if check.code else ""
    if hint and not (check.diagnosis and check.diagnosis.certain):
        parts.append(f"→ {hint}")
    if check.output:
        parts.append(f"{feedback.text('report.output', {})}:\n{check.output.rstrip()}")
    if check.where is not None:
        parts.append(feedback.place(check.where))
    return _bounded("\n".join(parts))


def problem_text(report: Report, feedback: Feedback) -> str:
    """Say why a report has no checks: a few lines."""
    assert report.problem is not None
    hint = feedback.hint(report.problem.code, report.problem.facts)
    said = feedback.text(report.problem.code, report.problem.facts)
    where = f"{feedback.place(report.problem.where)}: " if report.problem.where else ""
    return _bounded("\n".join(line for line in (where + said, hint) if line))


def _bounded(text: str) -> str:
    shown = plain(text)
    return shown if len(shown) <= _TEXT else shown[: _TEXT - 1] + "…"


def _share(report: Report) -> float:
    """What is not begun comes last: there is nothing to correct yet."""
    if unwritten(report) is not None:
        return float("inf")
    return -1.0 if report.points is None else report.points / (report.max_points or 1)


def _said(check: CheckResult, feedback: Feedback) -> str:
    """The verdict in words where that is all that may be said."""
    said = feedback.text(check.code or f"report.{check.verdict.lower()}", check.facts)
    return f"{check.call}: {said}" if check.call else said


def _of_report(report: Report, feedback: Feedback) -> Iterator[Trouble]:
    exercise = plain(report.exercise)
    if report.problem is not None:
        where = report.problem.where or Where(report.submission)
        about = one_line(feedback.text(f"ci.{report.status}", {}))
        text = problem_text(report, feedback)
        yield Trouble(_MOST, exercise or one_line(report.submission), about, text, where, feedback.place(where))
        return
    begin_with = unwritten(report)
    if begin_with is not None:
        said = feedback.text("report.nothing_yet", {"function": begin_with})
        where = Where(report.submission)
        yield Trouble(0, exercise, _points(report.checks), plain(said), where, feedback.place(where))
        return
    for function, checks in groupby(by_function(report.checks), key=lambda check: check.function):
        yield from _of_function(report, function, list(checks), feedback)


def _of_function(report: Report, function: str, checks: Sequence[CheckResult], feedback: Feedback) -> Iterator[Trouble]:
    failed = [check for check in checks if check.verdict is not Verdict.PASSED and not check.bonus]
    if not failed:
        return
    ungraded = [check for check in failed if check.verdict is Verdict.UNGRADED]
    own = [check for check in failed if check.verdict is not Verdict.SKIPPED]
    shown = min(ungraded or own or failed, key=lambda check: check.code is None)  # of a hidden one little may be said
    found = headlines(failed)
    lines = [feedback.diagnosis(one, function) for one in found]
    lines.append(_said(shown, feedback) if shown.code else f"{feedback.title(shown.title)} {_said(shown, feedback)}")
    lines.append(feedback.hint(shown.code, shown.facts) if shown.code and not found else "")
    where = next((check.where for check in failed if check.where), Where(report.submission))
    yield Trouble(
        _MOST if ungraded else sum(check.max_points for check in failed),
        plain(report.exercise),
        plain(f"{function} {_points(checks)}"),
        "\n".join(one_line(line, _LINE) for line in lines if line),
        where,
        feedback.place(where),
    )


def _points(checks: Sequence[CheckResult]) -> str:
    earned = [check.points for check in checks]
    points = "?" if None in earned else str(sum(points or 0 for points in earned))
    return f"{points}/{sum(check.max_points for check in checks if not check.bonus)}"
