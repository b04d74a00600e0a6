"""From a submission's file to the report of one exercise."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from grader.exercise.load import Exercise
from grader.grading.attempt import quiet
from grader.grading.headlines import diagnosed
from grader.grading.hidden import completed, left_open
from grader.grading.judge import Judge
from grader.model.report import CheckResult, Report
from grader.model.source import Note, SourceFile, Where
from grader.model.verdict import Verdict
from grader.student.session import Session
from grader.worker.client import WorkerPool
from grader.worker.placement import on_one_processor
from grader.worker.protocol import LoadNote, ModuleSource, UnitSource

Progress = Callable[[CheckResult], None]


def grade(
    exercise: Exercise,
    file: SourceFile,
    siblings: Mapping[str, str],
    pool: WorkerPool,
    *,
    student: str = "",
    submission: str = "",
    shrinking: bool = True,
    progress: Progress = lambda result: None,
) -> Report:
    """Grade one file as an answer to one exercise.

    Args:
        shrinking: look for the smallest failing call of a check with drawn cases; verdicts do not depend on it.
        siblings: other modules of the submission that the file may import, name -> source.
        progress: called with each result as it comes.
    """
    start = time.monotonic()
    report = Report(
        student=student,
        submission=submission or file.path,
        sha256=file.sha256,
        exercise=exercise.name,
        status="graded",
        max_points=sum(check.points for check in exercise.checks if not check.bonus),
        notes=file.notes,
        hidden_not_run=exercise.hidden_not_run,
    )
    pool.start()  # before this thread is kept where it is: only workers are to stay beside it
    with on_one_processor(), judging(exercise, file, siblings, pool, shrinking=shrinking) as judge:
        report = _graded(report, file, judge, progress)
    return replace(report, seconds=time.monotonic() - start)


@contextmanager
def judging(
    exercise: Exercise, file: SourceFile, siblings: Mapping[str, str], pool: WorkerPool, *, shrinking: bool = True
) -> Iterator[Judge]:
    """Hand out a judge of the file, whose workers end with the block."""
    units = tuple(UnitSource(unit.source, unit.cell) for unit in file.units)
    source = ModuleSource(exercise.name, file.path, units, dict(siblings))
    with Session(pool, source, tuple(exercise.functions), exercise.limits) as session:
        judge = Judge(exercise, session, shrinking=shrinking)
        try:
            yield judge
        finally:
            judge.close()


def problem(file: SourceFile, judge: Judge) -> Note | None:
    """Return why the file cannot be graded at all: a .py file that is not Python. A notebook loses only the cell."""
    if file.kind != "py" or judge.loaded is None or not judge.loaded.syntax_errors:
        return None
    raised = judge.loaded.syntax_errors[0]
    line = raised.frames[-1].line if raised.frames else None
    facts = {"file": file.path, "message": raised.message, "python": "{}.{}".format(*sys.version_info)}
    return Note("source.syntax_error", facts, Where(file.path, line))


def _graded(report: Report, file: SourceFile, judge: Judge, progress: Progress) -> Report:
    found = problem(file, judge)
    if found is not None:
        return replace(report, status="unreadable", problem=found)
    notes = (*report.notes, *(_note(note, file) for note in (judge.loaded.notes if judge.loaded else ())))
    checks = []
    for check in judge.exercise.checks:
        checks.append(judge.result(check))
        progress(checks[-1])
    checks = _diagnosed(judge, checks)
    ungraded = any(check.verdict is Verdict.UNGRADED for check in checks)
    return replace(report, checks=tuple(checks), notes=notes, status="ungraded" if ungraded else "graded")


def _diagnosed(judge: Judge, checks: list[CheckResult]) -> list[CheckResult]:
    try:
        with quiet():
            found = diagnosed(judge.exercise, checks, judge.symptoms, judge.examine())
            functions = left_open(judge.exercise, found, judge.symptoms)
            judge.examine_hidden(functions)
            return completed(judge.exercise, found, judge.symptoms, functions)
    except Exception:  # noqa: BLE001 - verdicts stand: what is said beside them must not cost them
        return checks


def _note(note: LoadNote, file: SourceFile) -> Note:
    return Note(note.code, note.facts, Where(file.path, note.line, note.cell))
