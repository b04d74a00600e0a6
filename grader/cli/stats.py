"""`grader stats`: the class report, from what a gradebook holds."""

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
    from grader.bulk.stats.model import ClassStats
    from grader.exercise.course import Course


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as a page.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--exercise", "chosen", multiple=True, metavar="NAME", help="Only this exercise; repeatable.")
@common.course_option
@common.lang_option
@common.reporting_errors
def command(
    folders: tuple[Path, ...],
    html: Path | None,
    as_json: bool,
    chosen: tuple[str, ...],
    course: str | None,
    lang: str | None,
) -> int:
    """Report on a class: points, checks, shared misconceptions, and what needs a look.

    Everything comes from the gradebook in DIR; several DIRs (shards) are taken together. Nothing is run again.
    """
    from grader.bulk.stats import plain
    from grader.bulk.stats.wording import Wording

    opened = common.open_course(course)
    feedback = Feedback(language(lang), opened.messages)
    wording = Wording(feedback, opened)
    stats = _collected(folders, opened, chosen)
    if html is not None:
        from grader.bulk.stats.page import page

        _write(html, page(stats, wording))
    if as_json:
        sys.stdout.write(plain.encode(stats, wording).decode())
    elif html is not None:
        click.echo(feedback.text("stats.written", {"path": str(html)}))
    else:
        click.echo("\n".join(plain.lines(stats, wording)))
    return 0


def _collected(folders: tuple[Path, ...], course: "Course", chosen: tuple[str, ...]) -> "ClassStats":
    from grader.bulk.gradebook import Gradebook
    from grader.bulk.stats.collect import collect

    for name in chosen:
        if name not in course.config.exercises:
            raise UsageError("exercise.unknown", exercise=name, known=", ".join(course.config.exercises))
    with ExitStack() as stack:
        books = [stack.enter_context(Gradebook.open(folder)) for folder in folders]
        stats = collect(books, course.config, chosen)
    if not stats.exercises:
        raise UsageError("stats.empty", path=", ".join(map(str, folders)))
    return stats


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError("path.not_writable", path=str(path), reason=error.strerror or str(error)) from error
