"""What every command shares: options, language, colour, and errors as one or two lines on stderr."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.model.errors import GraderError
from grader.model.source import Note
from grader.report.feedback import LANGUAGES, Feedback
from grader.report.language import language
from grader.report.text import logged, plain

if TYPE_CHECKING:
    from grader.exercise.course import Course

F = TypeVar("F", bound=Callable[..., Any])

LEVELS = ("auto", "A", "B", "C", "D")

lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    envvar="GRADER_LANG",
    help="Language of the feedback [default: the locale's].",
)
course_option = click.option(
    "--course",
    metavar="DIR",
    help="The folder with course.toml [default: found upward from here, or the built-in one].",
)
color_option = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours [default: auto]."
)
isolation_option = click.option(
    "--isolation",
    type=click.Choice(LEVELS),
    default="auto",
    help="The least isolation level to accept [default: auto].",
)


def use_color(option: str) -> bool:
    """Decide on colours: the option, then NO_COLOR, FORCE_COLOR and TERM, then whether stdout is a terminal."""
    if option != "auto":
        return option == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def open_course(option: str | None) -> "Course":
    """Find the course that the user means."""
    from grader.exercise.course import find_course

    return find_course(Path.cwd(), option)


def reporting_errors(command: F) -> F:
    """Turn a `GraderError` into its message on stderr and its exit status."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except GraderError as error:
            report_error(error.code, error.facts, Feedback(language(kwargs.get("lang"))))
            return error.exit_code

    return wrapped  # type: ignore[return-value] # the same signature, by functools.wraps


def report_problem(problem: Note, feedback: Feedback) -> None:
    """Write why a submission cannot be read to stderr, with the place if it is known."""
    where = f"{feedback.place(problem.where)}: " if problem.where is not None else ""
    _report(where + plain(feedback.text(problem.code, problem.facts)), feedback.hint(problem.code, problem.facts))


def report_error(code: str, facts: Any, feedback: Feedback) -> None:
    """Write an error and what to do about it to stderr."""
    _report(plain(feedback.text(code, facts)), feedback.hint(code, facts))


def _report(message: str, hint: str) -> None:
    click.echo(logged(f"grader: {message}"), err=True)
    if hint:
        click.echo(logged(f"        {plain(hint)}"), err=True)
