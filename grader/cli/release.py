"""`grader release`: generate the student's side of the exercises."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.model.errors import UsageError
from grader.report.feedback import Feedback
from grader.report.language import language

if TYPE_CHECKING:
    from grader.exercise.course import Course


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--bundle", type=click.Path(path_type=Path), metavar="ZIP", help="Also write the students' archive.")
@click.option(
    "--gradescope", type=click.Path(path_type=Path), metavar="ZIP", help="Also write Gradescope's autograder."
)
@click.option(
    "--wheels",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Wheels to put into it, so that its image is built without the network.",
)
@common.course_option
@common.lang_option
@common.reporting_errors
def command(
    exercises: tuple[str, ...],
    bundle: Path | None,
    gradescope: Path | None,
    wheels: Path | None,
    course: str | None,
    lang: str | None,
) -> int:
    """Generate stubs, notebooks and packed material in exercises/ from the authored solutions/."""
    from grader.authoring.release import release

    opened = common.open_course(course)
    for name in exercises or opened.config.exercises:
        changed = release(opened, name)
        click.echo(f"{name}: {', '.join(path.name for path in changed) or 'up to date'}")
    if bundle is not None:
        from grader.authoring.bundle import archive
        from grader.authoring.bundle import bundle as bundled

        files = bundled(opened)
        archive(files, bundle)
        click.echo(f"{bundle}: {len(files)} files")
    if gradescope is not None:
        _write_autograder(opened, exercises or tuple(opened.config.exercises), gradescope, wheels, language(lang))
    return 0


def _write_autograder(
    course: "Course", exercises: tuple[str, ...], target: Path, wheels: Path | None, lang: str
) -> None:
    from grader.authoring.bundle import archive
    from grader.authoring.gradescope import EXECUTABLE, autograder, quoted, requirements

    files = autograder(course, exercises, lang=lang, wheels=wheels)
    try:
        archive(files, target, EXECUTABLE)
    except OSError as error:
        raise UsageError("path.not_writable", path=str(target), reason=error.strerror or str(error)) from error
    _describe(files, target, exercises, Feedback(lang), quoted(requirements()))


def _describe(
    files: Mapping[str, bytes], target: Path, exercises: tuple[str, ...], feedback: Feedback, needed: str
) -> None:
    """Say what the archive holds, and what it still needs."""
    facts = {"path": str(target), "exercises": ", ".join(exercises), "files": len(files)}
    click.echo(feedback.text("gradescope.written", facts))
    if not any(name.endswith("/hidden_checks.py") for name in files):
        click.echo(feedback.text("gradescope.public_only", {}))
    count = sum(name.startswith("wheels/") for name in files)
    code = "gradescope.offline" if count else "gradescope.online"
    click.echo(feedback.text(code, {"count": count}))
    if hint := feedback.hint(code, {"requirements": needed}):
        click.echo(hint)
