"""`grader release`: generate the student's side of the exercises."""

import click

from grader.cli import common


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@common.course_option
@common.lang_option
@common.reporting_errors
def command(exercises: tuple[str, ...], course: str | None, lang: str | None) -> int:
    """Generate stubs, notebooks and packed material in exercises/ from the authored solutions/."""
    from grader.authoring.release import release

    opened = common.open_course(course)
    for name in exercises or opened.config.exercises:
        changed = release(opened, name)
        click.echo(f"{name}: {', '.join(path.name for path in changed) or 'up to date'}")
    return 0
