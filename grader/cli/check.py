"""`grader check`: a student's own files against the public checks."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.model.errors import UsageError
from grader.model.report import Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.language import language

if TYPE_CHECKING:
    from grader.exercise.course import Course

EXIT_FULL, EXIT_FAILED, EXIT_UNGRADED, EXIT_UNREADABLE = 0, 1, 3, 4


@click.command()
@click.argument("targets", nargs=-1, metavar="[PATH|EXERCISE]...")
@click.option("--exercise", metavar="NAME", help="Which exercise the files answer, where it cannot be told from them.")
@click.option("--only", metavar="NAME", multiple=True, help="A check, or a function whose checks to run; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON (schema grader/result/v1) to stdout.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Also write the report as one HTML page.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when checks fail.")
@click.option("-q", "--quiet", is_flag=True, help="Only the points.")
@common.isolation_option
@common.course_option
@common.lang_option
@common.color_option
@common.reporting_errors
def command(
    targets: tuple[str, ...],
    exercise: str | None,
    only: tuple[str, ...],
    as_json: bool,
    html: Path | None,
    exit_zero: bool,
    quiet: bool,
    isolation: str,
    course: str | None,
    lang: str | None,
    color: str,
) -> int:
    """Check your own files with the public checks.

    A PATH is a .py file, a notebook, a folder or a zip; an EXERCISE is the name of one of the course's. Without
    either, the files of this folder are checked.
    """
    from grader.worker.client import WorkerPool

    with WorkerPool(minimum=isolation) as pool:  # type: ignore[arg-type] # click has checked the choice
        pool.start()  # its numpy and ours load at the same time
        from grader.grading.submission import Grading
        from grader.grading.versions import versions

        opened = common.open_course(course)
        feedback = Feedback(language(lang), opened.messages)
        paths = list(dict.fromkeys(_path(target, opened) for target in targets or ["."]))
        with _progress(enabled=not (as_json or quiet)) as show:
            grading = Grading(
                opened, pool, exercise=exercise, only=only, progress=lambda name: lambda result: show(name)
            )
            reports = tuple(report for path in paths for report in grading.grade_path(path))
        result = Result(reports, str(pool.level), versions() if as_json else {})
    titles = {name: feedback.title(opened.title(name)) for name in opened.config.exercises}
    if html is not None:
        _write_page(html, result, feedback, titles)
    _write(result, titles, feedback, as_json=as_json, quiet=quiet, color=color)
    return 0 if exit_zero else _status(reports)


def _path(target: str, course: "Course") -> Path:
    """Return the path that a target means; an existing path beats an exercise's name.

    Raises:
        UsageError: it is neither a path nor an exercise that has a file here.
    """
    path = Path(target)
    if path.exists() or target not in course.config.exercises:
        return path
    here = [Path(f"{target}.ipynb"), Path(f"{target}.py")]
    found = [candidate for candidate in here if candidate.is_file()]
    if len(found) == 1:
        return found[0]
    folders = [Path("exercises") / target, course.root / "exercises" / target]
    folder = Path() if found else next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        raise UsageError("exercise.no_file", exercise=target)
    return folder


def _status(reports: Sequence[Report]) -> int:
    """The exit status of `check`: the highest of what the reports deserve."""
    return max(map(_status_of, reports), default=EXIT_FULL)


def _status_of(report: Report) -> int:
    if report.status == "unreadable":
        return EXIT_UNREADABLE
    if report.status == "ungraded":
        return EXIT_UNGRADED
    required = {check.verdict for check in report.checks if not check.bonus}
    return EXIT_FULL if required <= {Verdict.PASSED} else EXIT_FAILED


def _write_page(path: Path, result: Result, feedback: Feedback, titles: dict[str, str]) -> None:
    from grader.report.html import page

    try:
        path.write_text(page(result, feedback, titles), encoding="utf-8")
    except OSError as error:
        raise UsageError("path.not_writable", path=str(path), reason=error.strerror or str(error)) from error


def _write(
    result: Result, titles: dict[str, str], feedback: Feedback, *, as_json: bool, quiet: bool, color: str
) -> None:
    if as_json:
        from grader.report.json import encode

        sys.stdout.write(encode(result, feedback).decode())
        return
    for report in result.reports:
        if report.problem is not None:
            common.report_problem(report.problem, feedback)
    result = replace(result, reports=tuple(report for report in result.reports if report.problem is None))
    if quiet:
        for report in result.reports:
            points = "?" if report.points is None else report.points
            click.echo(f"{report.exercise} {points}/{report.max_points}")
        return
    from rich.console import Console

    from grader.report.terminal import Terminal

    console = Console(color_system="standard" if common.use_color(color) else None, highlight=False, emoji=False)
    Terminal(console, feedback, titles).result(result)


@contextmanager
def _progress(*, enabled: bool) -> "Iterator[Shower]":
    """Show on a terminal how far grading is, on stderr, and leave nothing behind."""
    shower = Shower(enabled and sys.stderr.isatty())
    try:
        yield shower
    finally:
        shower.clear()


class Shower:
    """A single line that counts the checks that are done."""

    def __init__(self, enabled: bool) -> None:
        self._enabled = enabled
        self._done = 0

    def __call__(self, exercise: str) -> None:
        """One more check of `exercise` is done."""
        self._done += 1
        if self._enabled:
            click.echo(f"\r{exercise}: {self._done} checks done", nl=False, err=True)

    def clear(self) -> None:
        """Erase the line."""
        if self._enabled and self._done:
            click.echo("\r\x1b[2K", nl=False, err=True)
