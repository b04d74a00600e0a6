"""A result as one Markdown page of a limited size: a table of all reports, then as many of them in full as fit."""

from dataclasses import replace

from grader.model.report import Report, Result
from grader.report.feedback import Feedback
from grader.report.markdown import document, text
from grader.report.platforms.trouble import Trouble, troubles, worst_first
from grader.report.text import one_line

# GitHub refuses a whole summary above this, and a release's description above 125,000 characters.
STEP_BYTES = 1024 * 1024
RELEASE_BYTES = 100_000


def summary(result: Result, feedback: Feedback, titles: dict[str, str], room: int) -> str:
    """Return the page in at most `room` bytes, the worst reports first; what does not fit is counted.

    Args: titles: exercise -> its title in the page's language.
    """
    reports = worst_first(result)
    parts = [_heading(result, feedback), _table(result, reports, feedback, titles)]
    size = _size(parts)
    if size > room:
        return ""
    tail = 200  # bytes that the last line may need
    left = 0
    for report in reports:
        section = _fitting(report, result, feedback, titles, room - size - tail)
        left += not section
        parts += [section] if section else []
        size = _size(parts)
    if left:
        parts.append(text(feedback.text("ci.left_out", {"count": left})))
    return "\n\n".join(parts).rstrip() + "\n"


def _heading(result: Result, feedback: Feedback) -> str:
    points = "?" if result.points is None else result.points
    return f"# {text(feedback.text('report.points', {'points': points, 'max_points': result.max_points}))}"


def _table(result: Result, reports: list[Report], feedback: Feedback, titles: dict[str, str]) -> str:
    """One line per report: its points and the worst of it."""
    lines = [
        "| " + " | ".join(text(feedback.text(f"ci.{word}", {})) for word in ("exercise", "score", "first")) + " |",
        "| --- | ---: | --- |",
    ]
    for report in reports:
        title = text(titles.get(report.exercise, report.exercise or report.submission))
        points = f"{'?' if report.points is None else report.points}/{report.max_points}"
        found = troubles(replace(result, reports=(report,)), feedback)
        lines.append(f"| {title} | {points} | {_brief(found)} |")
    return "\n".join(lines)


def _brief(found: list[Trouble]) -> str:
    if not found:
        return "✓"
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    about = f"{found[0].about}: " if found[0].weight else ""
    return text(one_line(about + found[0].message)) + more


def _fitting(report: Report, result: Result, feedback: Feedback, titles: dict[str, str], room: int) -> str:
    """The report in full, else without its calls and what they printed and raised, else nothing."""
    bare = tuple(replace(check, output="", exception=None, call=None) for check in report.checks)
    for candidate in (report, replace(report, checks=bare)):
        section = document(replace(result, reports=(candidate,)), feedback, titles).rstrip("\n")
        if _size([section]) <= room:
            return section
    return ""


def _size(parts: list[str]) -> int:
    return sum(len(part.encode()) + 2 for part in parts)
