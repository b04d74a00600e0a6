"""From a submission's file to the report of one exercise."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from grader.checking.calls import StudentStopped
from grader.exercise.load import Exercise
from grader.grading.attempt import VERDICTS
from grader.grading.judge import Judge
from grader.model.report import CheckResult, Report, Status
from grader.model.source import Note, SourceFile, Where
from grader.model.verdict import Verdict
from grader.student.session import Session
from grader.worker.client import WorkerPool
from grader.worker.protocol import Loaded, LoadNote, ModuleSource, Raised, UnitSource

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
    units = tuple(UnitSource(unit.source, unit.cell) for unit in file.units)
    source = ModuleSource(exercise.name, file.path, units, dict(siblings))
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
    with Session(pool, source, tuple(exercise.functions), exercise.limits) as session:
        try:
            loaded = session.loaded
        except StudentStopped as stopped:
            ungraded = VERDICTS[stopped.code] is Verdict.UNGRADED
            status: Status = "ungraded" if ungraded else "graded"
            report = replace(report, checks=_all_stopped(exercise, stopped), status=status)
        else:
            judge = Judge(exercise, session, shrinking=shrinking)
            report = _graded(report, file, loaded, judge, progress)
    return replace(report, seconds=time.monotonic() - start)


def _graded(report: Report, file: SourceFile, loaded: Loaded, judge: Judge, progress: Progress) -> Report:
    if file.kind == "py" and loaded.syntax_errors:
        return replace(report, status="unreadable", problem=_syntax_problem(file, loaded.syntax_errors[0]))
    notes = (*report.notes, *(_note(note, file) for note in loaded.notes))
    checks = []
    for result in judge.results_in_order():
        progress(result)
        checks.append(result)
    ungraded = any(check.verdict is Verdict.UNGRADED for check in checks)
    return replace(report, checks=tuple(checks), notes=notes, status="ungraded" if ungraded else "graded")


def _all_stopped(exercise: Exercise, stopped: StudentStopped) -> tuple[CheckResult, ...]:
    """The file could not even be loaded: that is the verdict of every check."""
    code = {"student.timeout": "load.timeout", "student.crashed": "load.crashed"}.get(stopped.code, stopped.code)
    return tuple(
        CheckResult(
            name=check.name,
            title=check.title,
            function=exercise.function_of(check),
            verdict=VERDICTS[stopped.code],
            max_points=check.points,
            hidden=check.name in exercise.hidden_names,
            bonus=check.bonus,
            code=code,
            facts=stopped.facts,
        )
        for check in exercise.checks
    )


def _syntax_problem(file: SourceFile, raised: Raised) -> Note:
    line = raised.frames[-1].line if raised.frames else None
    return Note("source.syntax_error", {"file": file.path, "message": raised.message}, Where(file.path, line))


def _note(note: LoadNote, file: SourceFile) -> Note:
    return Note(note.code, note.facts, Where(file.path, note.line, note.cell))
