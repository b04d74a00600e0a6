"""`grader validate`: prove exercises before a student sees them."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
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
    opened = common.open_course(course)
    names = exercises or tuple(opened.config.exercises)
    jobs = [(str(opened.root), name, isolation) for name in names]
    sound = True
    # Processes, because one exercise keeps one core busy; spawned ones, because those exist everywhere.
    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1), get_context("spawn")) as pool:
        for findings in pool.map(_validate, jobs):
            _table(findings)
            sound = sound and not findings.gaps
    return 0 if sound else 1


def _validate(job: tuple[str, str, str]) -> "Findings":
    """Prove one exercise in a process of its own; its steps appear on stderr if that is a terminal."""
    from grader.authoring.validate import validate
    from grader.exercise.course import Course
    from grader.worker.client import WorkerPool

    root, name, isolation = job
    with WorkerPool(minimum=isolation) as pool:  # type: ignore[arg-type] # click has checked the choice
        findings = validate(Course.open(Path(root)), name, pool, lambda step: _progress(f"{name}: {step}"))
    _progress("")
    return findings


def _table(findings: "Findings") -> None:
    times = findings.seconds
    slowest = max(times, key=times.__getitem__)
    click.echo(
        f"{findings.exercise}: {len(findings.caught)} checks, {findings.mutants} mutants, "
        f"{findings.honest} honest variants, {len(findings.gaps)} gaps"
    )
    for check, mutants in findings.caught.items():
        click.echo(f"  {check:40} {len(mutants):3} mutants {times.get(check, 0) * 1000:7.1f} ms")
    click.echo(f"  slowest: {slowest}, {times[slowest] * 1000:.0f} of {sum(times.values()) * 1000:.0f} ms")
    for gap in findings.gaps:
        click.echo(f"  GAP {plain(gap)}")


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{step}", nl=False, err=True)
