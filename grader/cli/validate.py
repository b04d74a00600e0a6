"""`grader validate`: prove exercises before a student sees them."""

import sys
import time
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.report.text import plain

if TYPE_CHECKING:
    from grader.authoring.validate import Findings


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
            _table(findings, time.monotonic() - start)
            sound = sound and not findings.gaps
    return 0 if sound else 1


def _table(findings: "Findings", seconds: float) -> None:
    times = findings.seconds
    slowest = max(times, key=times.__getitem__)
    click.echo(
        f"{findings.exercise}: {len(findings.caught)} checks, {findings.mutants} mutants, "
        f"{findings.honest} honest variants, {len(findings.gaps)} gaps in {seconds:.0f} s"
    )
    for check, mutants in findings.caught.items():
        click.echo(f"  {check:40} {len(mutants):3} mutants {times.get(check, 0) * 1000:7.1f} ms")
    click.echo(f"  slowest: {slowest}, {times[slowest] * 1000:.0f} of {sum(times.values()) * 1000:.0f} ms")
    for gap in findings.gaps:
        click.echo(f"  GAP {plain(gap)}")


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{step}", nl=False, err=True)
