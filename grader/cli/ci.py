"""`grader ci`: one submission, graded inside a platform and told as that platform wants it."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.cli.check import EXIT_UNGRADED, path_of, status_of
from grader.cli.platforms import EXIT_FAILED, EXIT_UNREADABLE, NAMES, Graded, Platform, clear, put, recognised
from grader.model.errors import CourseError, GraderError, IsolationError, UnreadableSubmissionError, UsageError
from grader.model.report import Report, Result
from grader.model.source import Note, Where
from grader.report.feedback import Feedback
from grader.report.language import language
from grader.report.text import plain
from grader.submission.matching import exercise_in_name

if TYPE_CHECKING:
    from grader.exercise.course import Course
    from grader.grading.submission import Answer, Grading
    from grader.worker.client import WorkerPool

REPORTS = Path("grader-report")


@click.command()
@click.argument("targets", nargs=-1, metavar="[PATH|EXERCISE]...")
@click.option("--exercise", metavar="NAME", help="Which exercise the files answer, where it cannot be told from them.")
@click.option("--platform", "wanted", type=click.Choice(NAMES), help="Where this is [default: recognised].")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where junit.xml, report.html, report.md and result.json go [default: grader-report; nowhere on Gradescope].",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when checks fail or a file cannot be read.")
@common.isolation_option
@common.course_option
@common.lang_option
@common.reporting_errors
def command(
    targets: tuple[str, ...],
    exercise: str | None,
    wanted: str | None,
    out: Path | None,
    exit_zero: bool,
    isolation: str,
    course: str | None,
    lang: str | None,
) -> int:
    """Grade the submission here with every check that the course has.

    Recognises GitHub Actions, GitLab CI, Gradescope and Classroom 50, and writes what each of them reads. Without
    PATH or EXERCISE everything in this folder is graded (on Gradescope: what was submitted).
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a log in another encoding loses no result
    feedback = Feedback(language(lang))
    place = recognised(os.environ, Path.cwd(), wanted)
    try:
        clear(place.results)
        reports = _run(place, targets, exercise, out, isolation, course, feedback)
    except GraderError as error:
        place.fault(feedback.text(error.code, error.facts))
        raise
    status = status_of(reports)
    if status == EXIT_UNGRADED:
        said = feedback.text("ci.not_judged", {})
        place.fault(said)
        click.echo(f"grader: {said}", err=True)
        return status
    return 0 if status in place.told or (exit_zero and status in (EXIT_FAILED, EXIT_UNREADABLE)) else status


def _run(
    place: Platform,
    targets: tuple[str, ...],
    exercise: str | None,
    out: Path | None,
    isolation: str,
    course: str | None,
    feedback: Feedback,
) -> tuple[Report, ...]:
    from grader.worker.client import WorkerPool

    minimum = "C" if isolation == "auto" else isolation  # there are secrets where this runs
    with WorkerPool(minimum=minimum) as pool:  # type: ignore[arg-type] # click has checked the choice
        pool.start()
        from grader.grading.submission import Grading

        opened = common.open_course(course)
        if exercise is not None and exercise not in opened.config.exercises:
            raise UsageError("exercise.unknown", exercise=exercise, known=", ".join(opened.config.exercises))
        feedback = replace(feedback, own=opened.messages)
        paths = _paths(targets, opened, place)
        _look_at_course(opened, paths, place, feedback)
        level = _level(pool, isolation)
        grading = Grading(opened, pool, hidden=True, exercise=exercise)
        reports = tuple(report for path in paths for report in _reports(grading, path, place.root))
    graded = _graded(opened, reports, level, feedback)
    folder = out or (REPORTS if place.reports else None)
    if folder is not None:
        _write_reports(graded, folder)
    place.write(graded)
    return graded.shown.reports  # a hidden check of which nothing may be seen decides no status


def _level(pool: "WorkerPool", isolation: str) -> str:
    """Settle on a level before any student code is looked at."""
    try:
        return str(pool.level)
    except IsolationError as error:
        if isolation != "auto" or error.code != "isolation.too_weak":
            raise
        raise IsolationError("ci.isolation", **error.facts) from error


def _paths(targets: Sequence[str], course: "Course", place: Platform) -> list[Path]:
    """What is to be graded, each once.

    Raises:
        UsageError: nothing is there, or only the course's own stub.
    """
    found = {target: path_of(target, course) for target in targets} or {"": place.submission}
    for target, path in found.items():
        if not path.exists():
            raise UsageError("path.missing", path=str(path))
        own = path.resolve().is_relative_to(course.root.resolve())
        if target in course.config.exercises and own and not Path.cwd().is_relative_to(course.root.resolve()):
            raise UsageError("exercise.no_file", exercise=target)
    return list(dict.fromkeys(found.values()))


def _look_at_course(course: "Course", paths: Sequence[Path], place: Platform, feedback: Feedback) -> None:
    """Refuse to take the course's own solutions for the student's; say so where a student can change the checks.

    Raises:
        UsageError: the solutions lie in what is to be graded.
    """
    solutions = (course.root / "solutions").resolve()
    for path in paths:
        if solutions.is_dir() and solutions.is_relative_to(path.resolve()):
            raise UsageError("ci.solutions_inside", path=str(path), solutions=str(course.root / "solutions"))
    if not solutions.is_dir() and course.root.resolve().is_relative_to(place.root.resolve()):
        click.echo(feedback.text("ci.own_checks", {}), err=True)


def _reports(grading: "Grading", path: Path, root: Path) -> Iterator[Report]:
    """Grade one path; places in the reports count from `root`, as the platform shows files."""
    base = _relative(path if path.is_dir() else path.parent, root)
    label = plain(normpath(f"{base}/{path.name}") if path.is_file() else base)
    named = grading.exercise or exercise_in_name(f"{path.stem}.py", grading.course.config.exercises) or ""
    try:
        answers = list(grading.answers(path))
    except (UsageError, UnreadableSubmissionError) as error:
        yield _failed(named, label, "unreadable", Note(error.code, error.facts))
        return
    for answer in answers:
        report = _placed(_report(grading, answer), base)
        submission = normpath(f"{base}/{answer.file.path}") if answer.file else label
        yield replace(report, submission=submission, exercise=report.exercise or named)


def _report(grading: "Grading", answer: "Answer") -> Report:
    try:
        return grading.report(answer, "")
    except (CourseError, IsolationError):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours is no grade, and is shown
        note = Note("grader.fault", {"error": f"{type(error).__name__}: {error}"[:500]})
        return _failed(answer.exercise, answer.submission, "ungraded", note)


def _failed(exercise: str, label: str, status: str, problem: Note) -> Report:
    return Report("", label, "", exercise, status, 0, problem=problem)  # type: ignore[arg-type] # one of its words


def _placed(report: Report, base: str) -> Report:
    """The report with its places counted from the root."""

    def moved(where: Where | None) -> Where | None:
        return where and replace(where, file=normpath(f"{base}/{where.file}"))

    return replace(
        report,
        checks=tuple(replace(check, where=moved(check.where)) for check in report.checks),
        notes=tuple(replace(note, where=moved(note.where)) for note in report.notes),
        problem=report.problem and replace(report.problem, where=moved(report.problem.where)),
    )


def _relative(folder: Path, root: Path) -> str:
    """The folder as seen from the root; one that is elsewhere by its own path."""
    try:
        return folder.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return folder.as_posix()


def _graded(course: "Course", reports: tuple[Report, ...], level: str, feedback: Feedback) -> Graded:
    from grader.grading.versions import versions
    from grader.report.student_view import student_view

    full = Result(reports, level, versions())
    hidden = course.config.hidden
    shown = replace(full, reports=tuple(student_view(report, hidden) for report in reports))
    titles = {name: feedback.title(course.title(name)) for name in course.config.exercises}
    return Graded(full, shown, feedback, titles, hidden)


def _write_reports(graded: Graded, folder: Path) -> None:
    """Write what a student may see, for a platform to keep as files."""
    from grader.bulk.exports.junit import document as junit
    from grader.report.html import page
    from grader.report.json import encode
    from grader.report.markdown import document as markdown

    shown, feedback = graded.shown, graded.feedback
    put(folder / "junit.xml", junit(shown.reports, feedback))
    put(folder / "report.html", page(shown, feedback, graded.titles))
    put(folder / "report.md", markdown(shown, feedback, graded.titles))
    put(folder / "result.json", encode(shown, feedback).decode())
