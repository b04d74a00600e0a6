"""`grader new`: scaffold an exercise."""

import click

from grader.cli import common


@click.command()
@click.argument("exercise")
@common.course_option
@common.lang_option
@common.reporting_errors
def command(exercise: str, course: str | None, lang: str | None) -> int:
    """Scaffold an EXERCISE of the course: a small complete one, to be replaced part by part."""
    from grader.authoring.scaffold import scaffold

    for path in scaffold(common.open_course(course), exercise):
        click.echo(f"wrote {path}")
    click.echo(
        f"Then: grader release {exercise}; grader validate {exercise}. docs/authors.md says what makes a check fair."
    )
    return 0
