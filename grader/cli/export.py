"""`grader export`: a gradebook for a learning platform, a spreadsheet, a program or the students."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.model.errors import UsageError
from grader.report.feedback import Feedback
from grader.report.language import language

if TYPE_CHECKING:
    from grader.bulk.exports.wanted import Wanted
    from grader.exercise.course import Course

FOLDERS = ("html", "markdown", "notebook", "feedback", "gradescope")  # many files each
FORMATS = ("csv", "canvas", "moodle", "jsonl", "junit", "nbgrader", *FOLDERS)


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@click.option("--to", "target", type=click.Choice(FORMATS), required=True, help="What for.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to [default: stdout].")
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="The platform's own CSV, to be filled.")
@click.option("--column", multiple=True, metavar="EXERCISE=HEADER", help="An exercise's column there; repeatable.")
@click.option("--scale", type=click.FloatRange(min=0, min_open=True), metavar="MAX", help="Full marks on the platform.")
@click.option("--exercise", "chosen", multiple=True, metavar="NAME", help="Only this exercise; repeatable.")
@click.option("--allow-ungraded", is_flag=True, help="Write although something is UNGRADED; it is left empty.")
@common.course_option
@common.lang_option
@common.reporting_errors
def command(
    folders: tuple[Path, ...],
    target: str,
    output: Path | None,
    roster: Path | None,
    column: tuple[str, ...],
    scale: float | None,
    chosen: tuple[str, ...],
    allow_ungraded: bool,
    course: str | None,
    lang: str | None,
) -> int:
    """Write the grades that DIR holds; several DIRs (shards) are taken together.

    csv and jsonl are plain; canvas fills the gradebook that you exported there (--roster); moodle makes a file for the
    grade import, or fills a grading worksheet (--roster); junit is for CI; nbgrader has the columns of its own CSV
    (--roster adds names); gradescope is a results.json per student. Feedback for students, and an index of it:
    html are pages, markdown are texts, notebook are annotated copies of notebooks, feedback is all three.
    """
    from grader.bulk.exports.wanted import Wanted, require_graded
    from grader.bulk.gradebook import Gradebook
    from grader.bulk.grades import grades

    opened = common.open_course(course)
    feedback = Feedback(language(lang), opened.messages)
    with ExitStack() as stack:
        books = [stack.enter_context(Gradebook.open(folder)) for folder in folders]
        for book in books:
            stack.enter_context(book.unchanging())
        found = [g for g in grades(books, opened.config) if not chosen or g.attempt.exercise in chosen]
        require_graded(found, allowed=allow_ungraded)
        if not found:
            raise UsageError("export.empty")
        wanted = Wanted(found, opened, feedback, _read(roster), _columns(column, opened), scale)
        _write(wanted, target, output)
    for code, facts in wanted.warnings:
        common.report_error(code, facts, feedback)
    return 0


def _write(wanted: "Wanted", target: str, output: Path | None) -> None:
    try:
        if target in FOLDERS:
            _write_files(wanted, target, output)
        elif output is None:
            sys.stdout.write(_text(wanted, target))
        else:
            text = _text(wanted, target)
            output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError("path.not_writable", path=str(output), reason=error.strerror or str(error)) from error


def _text(wanted: "Wanted", target: str) -> str:
    from grader.bulk.exports import canvas, junit, moodle, nbgrader, plain

    writers = {
        "csv": plain.table,
        "jsonl": plain.lines,
        "canvas": canvas.canvas,
        "moodle": moodle.moodle,
        "junit": junit.junit,
        "nbgrader": nbgrader.nbgrader,
    }
    return writers[target](wanted)


def _write_files(wanted: "Wanted", target: str, output: Path | None) -> None:
    from grader.bulk.exports.gradescope import write_results
    from grader.bulk.exports.pages import write_pages

    if output is None:
        raise UsageError("export.folder", format=target)
    if target == "gradescope":
        count, code = write_results(wanted, output), "export.files"
    else:
        count, code = write_pages(wanted, output, target), "grade.written"
    click.echo(wanted.feedback.text(code, {"count": count, "path": str(output)}))


def _read(roster: Path | None) -> bytes | None:
    try:
        return None if roster is None else roster.read_bytes()
    except OSError as error:
        raise UsageError("export.roster", problem=error.strerror or str(error)) from error


def _columns(given: tuple[str, ...], course: "Course") -> dict[str, str]:
    columns = {}
    for column in given:
        exercise, equals, header = column.partition("=")
        if not equals or exercise not in course.config.exercises:
            raise UsageError("export.column", column=column)
        columns[exercise] = header
    return columns
