"""`grader validate`: prove exercises before a student sees them."""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.report.text import plain

if TYPE_CHECKING:
    from grader.authoring.findings import Findings
    from grader.authoring.validate import Part
    from grader.exercise.course import Course
    from grader.worker.client import WorkerPool


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--salt", metavar="TEXT", help="Prove with the numbers that this salt gives, instead of the course's.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes [default: one per core].")
@common.isolation_option
@common.course_option
@common.lang_option
@common.reporting_errors
def command(
    exercises: tuple[str, ...],
    salt: str | None,
    jobs: int | None,
    isolation: str,
    course: str | None,
    lang: str | None,
) -> int:
    """Prove that exercises grade rightly: solution, stub, honest variants, mutants, nonsense answers.

    Exits with 1 when there is a gap.
    """
    from grader.authoring.validate import conclude, parts

    opened = common.open_course(course)
    if salt is not None:
        opened = opened.salted(salt)
    names = list(dict.fromkeys(exercises)) or opened.config.exercises
    todo = [part for name in names for part in parts(opened, name)]
    with _processes(jobs or os.cpu_count() or 1) as pool:
        found = _run(pool, todo, (str(opened.root), opened.config.salt, isolation))
    sound = True
    for name in names:
        own = [findings for part, findings in zip(todo, found, strict=True) if part.exercise == name]
        findings = conclude(opened, name, own)
        _table(opened, name, findings)
        sound = sound and not findings.gaps
    return 0 if sound else 1


@contextmanager
def _processes(number: int) -> Iterator[ProcessPoolExecutor]:
    # Spawned, because that exists everywhere. An interrupt drops what has not begun.
    pool = ProcessPoolExecutor(number, get_context("spawn"), _end_with_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Leave when the parent is gone, however it went: a pool's process would wait for its next task for ever."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _run(pool: ProcessPoolExecutor, todo: "Sequence[Part]", where: tuple[str, str, str]) -> "list[Findings]":
    """Prove all parts, showing on a terminal how far that is."""
    done = 0

    def show(future: "Future[Findings]") -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[2K{done} of {len(todo)} parts proven", nl=False, err=True)

    futures = [pool.submit(_prove, where, part) for part in todo]
    for future in futures:
        future.add_done_callback(show)
    found = [future.result() for future in futures]
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)
    return found


def _prove(where: tuple[str, str, str], part: "Part") -> "Findings":
    """Prove one part in a process that opens course and workers once."""
    from grader.authoring.validate import prove

    course, pool = _opened(*where)
    return prove(course, part, pool)


@cache
def _opened(root: str, salt: str, isolation: str) -> "tuple[Course, WorkerPool]":
    import atexit

    from grader.exercise.course import Course
    from grader.worker.client import WorkerPool

    pool = WorkerPool(minimum=isolation)  # type: ignore[arg-type] # click has checked the choice
    atexit.register(pool.close)
    return Course.open(Path(root)).salted(salt), pool


def _table(course: "Course", name: str, findings: "Findings") -> None:
    from grader.authoring.validate import unnamed

    exercise = course.exercise(name, hidden=True)
    gaps = f"{len(findings.gaps)} gaps" if len(findings.gaps) != 1 else "1 gap"
    click.echo(
        f"{name}: {len(exercise.checks)} checks, {len(findings.mutants)} mutants, "
        f"{findings.honest} honest variants, {gaps}"
    )
    times = findings.seconds
    for check in exercise.checks:
        mark = "hidden" if check.name in exercise.hidden_names else ""
        caught, spent = findings.caught_by(check.name), times.get(check.name, 0) * 1000
        click.echo(f"  {check.name:40} {check.points:2} points {caught:3} mutants {spent:7.1f} ms  {mark}".rstrip())
    if times:
        slowest = max(times, key=times.__getitem__)
        click.echo(f"  slowest: {slowest}, {times[slowest] * 1000:.0f} of {sum(times.values()) * 1000:.0f} ms")
    for mutant in unnamed(exercise):
        click.echo(f"  {mutant}")
    for gap in findings.gaps:
        click.echo(f"  GAP {plain(gap)}")
