"""`grader adjust`: points given or taken by hand, beside the computed grade."""

from datetime import UTC, datetime
from pathlib import Path

import click

from grader.cli import common
from grader.model.errors import UsageError
from grader.report.feedback import Feedback
from grader.report.language import language


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student")
@click.argument("exercise")
@click.argument("points", type=float)
@click.option("--reason", required=True, help="Why, for the student to read.")
@common.lang_option
@common.reporting_errors
def command(folder: Path, student: str, exercise: str, points: float, reason: str, lang: str | None) -> int:
    """Add POINTS (such as 2 or -1.5) to a grade in the gradebook of DIR. The computed points stay as they are."""
    from grader.bulk.gradebook import Gradebook
    from grader.bulk.lock import locked

    with Gradebook.open(folder) as book:
        known = list(book.rows(_KNOWN, (student, exercise)))
    if not known:
        raise UsageError("adjust.unknown", student=student, exercise=exercise)
    with Gradebook.create(folder) as book, locked(folder):
        book.adjust(student, exercise, points, reason, datetime.now(UTC).isoformat(timespec="milliseconds"))
    facts = {"student": student, "exercise": exercise, "points": f"{points:+g}", "reason": reason}
    click.echo(Feedback(language(lang)).text("adjust.done", facts))
    return 0


_KNOWN = """
SELECT 1 FROM report JOIN submission ON submission.id = report.submission WHERE student = ? AND exercise = ? LIMIT 1
"""
