"""`grader grade`: every check, many submissions, into a gradebook."""

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.cli.check import EXIT_UNGRADED, EXIT_UNREADABLE
from grader.cli.progress import Meter
from grader.model.errors import UsageError
from grader.report.feedback import Feedback
from grader.report.language import language

if TYPE_CHECKING:
    from grader.bulk.intake import Intake, Item
    from grader.bulk.run import Run, Tally
    from grader.exercise.course import Course


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The gradebook's folder.",
)
@click.option("--exercise", metavar="NAME", help="Which exercise the files answer, where it cannot be told from them.")
@click.option(
    "--id-pattern", metavar="REGEX", help="What in a file's path is the student's id: its group, or all of it."
)
@click.option(
    "--times",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="When each student submitted, for the late policy: columns student, submitted, perhaps exercise.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at a time [default: one per core].")
@click.option("--shard", metavar="I/N", help="Only part I of N of the students.")
@click.option("--retry-ungraded", is_flag=True, help="Grade again what the grader could not judge.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when something is ungraded or unreadable.")
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON to stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Only the summary.")
@common.isolation_option
@common.course_option
@common.lang_option
@common.reporting_errors
def command(
    paths: tuple[Path, ...],
    out: Path,
    exercise: str | None,
    id_pattern: str | None,
    times: Path | None,
    jobs: int | None,
    shard: str | None,
    retry_ungraded: bool,
    exit_zero: bool,
    as_json: bool,
    quiet: bool,
    isolation: str,
    course: str | None,
    lang: str | None,
) -> int:
    """Grade many submissions with every check, and keep the results in a gradebook in DIR.

    A PATH is a folder with one file, folder or zip per student, one submission, or a download of Moodle, Canvas or
    Gradescope. What was graded before and has not changed is not graded again: after an interrupt, call it once more.
    """
    from grader.bulk.cores import usable_cores
    from grader.bulk.gradebook import Gradebook
    from grader.bulk.lock import locked
    from grader.bulk.messages import Settings
    from grader.bulk.run import Run

    opened = common.open_course(course)
    _require_own(opened, paths)
    if exercise is not None and exercise not in opened.config.exercises:
        raise UsageError("exercise.unknown", exercise=exercise, known=", ".join(opened.config.exercises))
    feedback = Feedback(language(lang), opened.messages)
    minimum = "C" if isolation == "auto" else isolation  # students' code on an instructor's machine
    settings = Settings(str(opened.root), minimum, exercise, feedback.lang)
    part = _part(shard)
    with Gradebook.create(out) as book, locked(out):
        intake = _intake(paths, out, opened, id_pattern, times)
        items = intake.finish(exercise)
        run = Run(opened, book, settings, jobs or usable_cores(), retry_ungraded=retry_ungraded)
        tally = _run(run, _sharded(items, part), feedback, quiet=quiet or as_json)
    for problem in intake.problems:
        common.report_error(problem.code, problem.facts, feedback)
    unreadable = tally.statuses["unreadable"] + len(intake.problems)
    _summarise(tally, unreadable, feedback, as_json=as_json)
    if exit_zero:
        return 0
    return EXIT_UNREADABLE if unreadable else EXIT_UNGRADED if tally.statuses["ungraded"] else 0


def _require_own(course: "Course", paths: tuple[Path, ...]) -> None:
    """Refuse a course that was handed in: its checks run in this process.

    Raises:
        UsageError: the course lies inside something that is to be graded.
    """
    for path in paths:
        if course.root.resolve().is_relative_to(path.resolve()):
            raise UsageError("course.handed_in", course=str(course.root), path=str(path))


def _run(run: "Run", items: "list[Item]", feedback: Feedback, *, quiet: bool) -> "Tally":
    plan = run.plan(items)
    with Meter(len(plan.due), feedback, quiet=quiet) as meter:
        return run.grade(plan, meter)


def _intake(
    paths: tuple[Path, ...], out: Path, course: "Course", id_pattern: str | None, times: Path | None
) -> "Intake":
    from grader.bulk.intake import Intake
    from grader.bulk.times import read_times
    from grader.bulk.unpack import tidy

    try:
        pattern = re.compile(id_pattern) if id_pattern is not None else None
    except re.error as error:
        raise UsageError("option.id_pattern", pattern=id_pattern, problem=str(error)) from error
    intake = Intake(course.config.exercises, out / "unpacked", pattern, read_times(_bytes(times)) if times else {})
    tidy(out / "unpacked")
    try:
        intake.add_all(paths)
    except OSError as error:  # where downloads are unpacked
        raise UsageError("path.not_writable", path=str(out), reason=error.strerror or str(error)) from error
    return intake


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("option.times", problem=f"{path}: {error.strerror}") from error


def _part(shard: str | None) -> tuple[int, int]:
    """Read `--shard 2/3`."""
    with suppress(ValueError):
        number, of = map(int, (shard or "1/1").split("/"))
        if 1 <= number <= of:
            return number, of
    raise UsageError("option.shard", shard=shard)


def _sharded(items: "list[Item]", part: tuple[int, int]) -> "list[Item]":
    from grader.bulk.run import shard

    return list(shard(items, *part))


def _summarise(tally: "Tally", unreadable: int, feedback: Feedback, *, as_json: bool) -> None:
    counts = {
        "submissions": tally.submissions,
        "unchanged": tally.unchanged,
        "graded": tally.statuses["graded"],
        "ungraded": tally.statuses["ungraded"],
        "unreadable": unreadable,
    }
    if as_json:
        import json

        click.echo(json.dumps({"schema": "grader/run/v1", **counts}))
        return
    click.echo(feedback.text("grade.summary", counts))
    if counts["ungraded"]:
        click.echo(feedback.text("grade.ungraded", counts))
