"""Reports and errors as a notebook shows them: an HTML fragment, and the text of the terminal."""

import html
import io

from rich.console import Console

from grader.exercise.course import Course
from grader.model.errors import GraderError
from grader.model.report import Result
from grader.report.feedback import Feedback
from grader.report.html import fragment
from grader.report.terminal import Terminal
from grader.report.text import plain


def rendered(result: Result, feedback: Feedback, course: Course) -> dict[str, str]:
    """Return `html` and `text` of a result."""
    titles = {name: feedback.title(course.title(name)) for name in course.config.exercises}
    return {"html": fragment(result, feedback, titles), "text": _text(result, feedback, titles)}


def _text(result: Result, feedback: Feedback, titles: dict[str, str]) -> str:
    stream = io.StringIO()
    terminal = Terminal(Console(file=stream, color_system=None, highlight=False, emoji=False), feedback, titles)
    for report in result.reports:
        if report.problem is None:
            terminal.report(report, result.isolation)
            continue
        where = f"{feedback.place(report.problem.where)}: " if report.problem.where else ""
        stream.write(f"{where}{_message(report.problem.code, report.problem.facts, feedback)}\n")
    return stream.getvalue().rstrip("\n")


def rendered_error(error: GraderError, feedback: Feedback) -> dict[str, str]:
    """Return `html` and `text` of an error: what is wrong, and what to do about it."""
    text = _message(error.code, error.facts, feedback)
    return {"html": f"<pre>{html.escape(text)}</pre>", "text": text}


def _message(code: str, facts: object, feedback: Feedback) -> str:
    assert isinstance(facts, dict)
    lines = (feedback.text(code, facts), feedback.hint(code, facts))
    return "\n".join(plain(line) for line in lines if line)
