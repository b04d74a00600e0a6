"""`grader check`: a student's own files against the public checks."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cli import common
from grader.cli.writing import Output
from grader.model.errors import GraderError, UsageError
from grader.model.report import Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.language import language
from grader.report.text import plain

if TYPE_CHECKING:
    from grader.exercise.course import Course
    from grader.grading.submission import Grading

EXIT_FULL, EXIT_FAILED, EXIT_UNGRADED, EXIT_UNREADABLE = 0, 1, 3, 4


@click.command()
@click.argument("targets", nargs=-1, metavar="[PATH|EXERCISE]...")
@click.option("--exercise", metavar="NAME", help="Which exercise the files answer, where it cannot be told from them.")
@click.option("--only", metavar="NAME", multiple=True, help="A check, or a function whose checks to run; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON (schema grader/result/v1) to stdout.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Also write the report as one HTML page.")
@click.option("--markdown", type=click.Path(path_type=Path), metavar="FILE", help="Also write the report as Markdown.")
@click.option("--watch", is_flag=True, help="Check again whenever the file is saved, until Ctrl-C.")
@click.option("--debug", metavar="CHECK", help="Run a check's failing call in Python's debugger, without the sandbox.")
@click.option(
    "--history/--no-history",
    default=True,
    envvar="GRADER_HISTORY",
    help="Keep the last runs in .grader/ beside the file, to say what changed [default: history].",
)
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
    markdown: Path | None,
    watch: bool,
    debug: str | None,
    history: bool,
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

    _require_alone(watch=watch, debug=debug, as_json=as_json)
    with WorkerPool(minimum=isolation) as pool:  # type: ignore[arg-type] # click has checked the choice
        pool.start()  # its numpy and ours load at the same time
        from grader.grading.submission import Grading

        opened = common.open_course(course)
        feedback = Feedback(language(lang), opened.messages)
        paths = list(dict.fromkeys(path_of(target, opened) for target in targets or ["."]))
        grading = Grading(opened, pool, exercise=exercise, only=only)
        if debug is not None:
            from grader.cli.debug import debug_call

            return debug_call(grading, paths, debug, feedback)
        titles = {name: feedback.title(opened.title(name)) for name in opened.config.exercises}
        output = Output(feedback, titles, as_json, quiet, color, html, markdown)
        runs = Runs(grading, paths, output, history=history and not as_json)
        if watch:
            runs.watch()
        reports = runs.once()
    return 0 if exit_zero else status_of(reports)


def _require_alone(*, watch: bool, debug: str | None, as_json: bool) -> None:
    """Refuse to mix what is for a program with what is for a person."""
    other = "--json" if as_json else "--debug" if debug is not None else None
    if watch and other is not None:
        raise UsageError("watch.alone", other=other)
    if debug is not None:
        from grader.cli.debug import require_person

        require_person(as_json=as_json)


@dataclass(frozen=True)
class Runs:
    """The same paths, graded once or again and again; the workers' zygote stays warm in between."""

    grading: "Grading"
    paths: Sequence[Path]
    output: Output
    history: bool

    def once(self, *, watching: bool = False) -> tuple[Report, ...]:
        """Grade everything and write the result."""
        output = self.output
        with _progress(enabled=not (output.as_json or output.quiet)) as show:
            grading = replace(self.grading, progress=lambda name: lambda result: show(name))
            graded = [(path, report) for path in self.paths for report in grading.grade_path(path)]
        reports = tuple(report for _, report in graded)
        if watching:
            click.clear()
        used = _versions() if output.as_json else {}
        output.write(Result(reports, str(grading.pool.level), used), self._changes(graded, watching=watching))
        return reports

    def watch(self) -> NoReturn:
        """Grade now and after every save. Ends with Ctrl-C only."""
        from grader.cli.watch import watch

        for path in self.paths:
            if not path.exists():
                raise UsageError("path.missing", path=str(path))
        watch(self.paths, self._watched_run, lambda path: self._say("gone", path=plain(str(path))))
        raise AssertionError("watching does not end")

    def _watched_run(self) -> None:
        """One run, whose failure is shown: the file may be in the middle of a thought."""
        try:
            self.once(watching=True)
        except GraderError as error:
            click.clear()
            common.report_error(error.code, error.facts, self.output.feedback)
        paths = ", ".join(plain(str(path)) for path in self.paths)
        self._say("waiting", time=f"{datetime.now():%H:%M:%S}", paths=paths)

    def _say(self, word: str, **facts: str) -> None:
        click.echo(self.output.feedback.text(f"watch.{word}", facts))

    def _changes(self, graded: Sequence[tuple[Path, Report]], *, watching: bool) -> list[str]:
        """What is new since the last run, one or two lines per report."""
        if not self.history:
            return []
        from grader.cli.history import remember
        from grader.report.history import lines

        said = []
        for path, report in graded:
            change = remember(path, report, complete=not self.grading.only)
            prefix = f"{report.exercise}: " if len(graded) > 1 else ""
            if change is not None:
                said += [prefix + line for line in lines(change, self.output.feedback, always=watching)]
        return said


def path_of(target: str, course: "Course") -> Path:
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


def status_of(reports: Sequence[Report]) -> int:
    """Return the exit status of a check: the highest of what the reports deserve."""
    return max(map(_status_of_one, reports), default=EXIT_FULL)


def _status_of_one(report: Report) -> int:
    if report.status == "unreadable":
        return EXIT_UNREADABLE
    if report.status == "ungraded":
        return EXIT_UNGRADED
    required = {check.verdict for check in report.checks if not check.bonus}
    return EXIT_FULL if required <= {Verdict.PASSED} else EXIT_FAILED


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


def _versions() -> dict[str, str]:
    from grader.grading.versions import versions

    return versions()
