"""`grader validate`: prove exercises before a student sees them."""

import sys
import time

import click

from grader.cli import common


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@common.isolation_option
@common.course_option
@common.lang_option
@common.reporting_errors
def command(exercises: tuple[str, ...], isolation: str, course: str | None, lang: str | None) -> int:
    """Prove that exercises grade rightly: solution, stub, honest variants, mutants, nonsense answers.

    Exits with 1 when there is a gap.
    """
    from grader.authoring.validate import validate
    from grader.worker.client import WorkerPool

    opened = common.open_course(course)
    sound = True
    with WorkerPool(minimum=isolation) as pool:  # type: ignore[arg-type] # click has checked the choice
        for name in exercises or opened.config.exercises:
            start = time.monotonic()
            findings = validate(opened, name, pool, _progress)
            _progress("")
            slowest = max(findings.seconds, key=findings.seconds.__getitem__)
            click.echo(
                f"{name}: {len(findings.caught)} checks, {findings.mutants} mutants, "
                f"{findings.honest} honest variants, {len(findings.gaps)} gaps; slowest check {slowest} {findings.seconds[slowest] * 1000:.0f} ms "
                f"of {sum(findings.seconds.values()) * 1000:.0f} ms ({time.monotonic() - start:.0f} s)"
            )
            for check, mutants in findings.caught.items():
                click.echo(f"  {check:40} {len(mutants):3} mutants {findings.seconds.get(check, 0) * 1000:7.1f} ms")
            for gap in findings.gaps:
                click.echo(f"  GAP {gap}")
            sound = sound and not findings.gaps
    return 0 if sound else 1


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{step}", nl=False, err=True)
