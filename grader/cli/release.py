"""`grader release`: generate the student's side of the exercises."""

from pathlib import Path

import click

from grader.cli import common


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--bundle", type=click.Path(path_type=Path), metavar="ZIP", help="Also write the students' archive.")
@common.course_option
@common.lang_option
@common.reporting_errors
def command(exercises: tuple[str, ...], bundle: Path | None, course: str | None, lang: str | None) -> int:
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
    return 0
