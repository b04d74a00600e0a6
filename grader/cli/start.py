"""`grader start`: lay out the course in a folder, for a student to begin."""

from pathlib import Path

import click

from grader.cli import common


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@common.course_option
@common.lang_option
@common.reporting_errors
def command(folder: Path, course: str | None, lang: str | None) -> int:
    """Lay out the built-in course (or the one of --course) in DIR.

    Files that you have filled in stay as they are; run it again to bring the rest up to date.
    """
    from grader.authoring.bundle import lay_out
    from grader.exercise.course import Course, builtin_root, find_course
    from grader.model.errors import UsageError

    opened = find_course(folder, course) if course else Course.open(builtin_root())
    try:
        written, kept = lay_out(opened, folder)
    except OSError as error:
        raise UsageError("path.not_writable", path=str(folder), reason=error.strerror or str(error)) from error
    click.echo(f"{folder}: {len(written)} files written, {len(kept)} of yours kept")
    for path in kept:
        click.echo(f"  kept {path}")
    first = opened.config.exercises[0]
    click.echo(f"Begin with {folder / 'exercises' / first}: fill in {first}.ipynb or {first}.py there, and run")
    click.echo(f"  grader check {folder / 'exercises' / first / (first + '.py')}")
    return 0
