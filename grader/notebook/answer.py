"""Answers one request of a notebook: finds what is meant and where it is written, grades it, renders the report."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.exercise.course import Course
from grader.exercise.load import Exercise
from grader.grading.grade import grade
from grader.grading.submission import Grading
from grader.model.errors import GraderError, UsageError
from grader.model.report import Report, Result
from grader.notebook.asked import resolve
from grader.notebook.choice import Choice, broken_last, choose, tidied
from grader.notebook.courses import Courses
from grader.notebook.memory import comparable, remarks
from grader.notebook.rendering import rendered, rendered_error
from grader.notebook.saved import answers, only_notebook, saved_notebook
from grader.notebook.written import blocks, executed, withdrawn
from grader.report.feedback import Feedback
from grader.report.language import language
from grader.worker.client import WorkerPool

Describe = Callable[[Sequence[str]], dict[str, Any]]

_courses = Courses()


def answer(request: dict[str, Any], describe: Describe, pool: WorkerPool) -> dict[str, str]:
    """Return the rendered report, or the error, as `html` and `text`. See `kernel.check` for the request."""
    feedback = Feedback(language(request["lang"]))
    try:
        course = _courses.open(Path(request["folder"]), request["course"])
        feedback = Feedback(feedback.lang, course.messages)
        reports = _reports(request, describe, course, pool)
        return rendered(Result(reports, str(pool.level), {}), feedback, course)
    except GraderError as error:
        return rendered_error(error, feedback)


def _reports(request: dict[str, Any], describe: Describe, course: Course, pool: WorkerPool) -> tuple[Report, ...]:
    asked_for, folder = request["name"], Path(request["folder"])
    if asked_for and (folder / asked_for).is_file():
        return tuple(Grading(course, pool).grade_path(folder / asked_for))
    run, told = executed(request["cells"]), saved_notebook(request["notebook"])
    here = next((name for file in (told, run) if file and (name := answers(file, course)) is not None), None)
    asked = resolve(asked_for, course, here, blocks(run) if run else ())
    exercise = course.exercise(asked.exercise)
    exercise = exercise.only(asked.only) if asked.only else exercise
    wanted = {exercise.function_of(check) for check in exercise.checks}
    saved = told or (only_notebook(folder, asked.exercise, course) if run else None)
    choice, path = choose(run, saved, wanted), _named_file(folder, asked.exercise)
    if choice is not None and (choice.run or told or path is None):
        return (_graded(choice, exercise, wanted, describe, pool),)
    if path is not None:
        return tuple(Grading(course, pool, exercise=asked.exercise, only=asked.only).grade_path(path))
    code = "session.not_written" if run else "session.no_file"
    raise UsageError(code, name=(*asked.only, asked.exercise)[0], exercise=asked.exercise, folder=str(folder))


def _named_file(folder: Path, exercise: str) -> Path | None:
    """The file named like the exercise; if there are both sorts, the folder, so that the one with answers is picked."""
    paths = [path for suffix in ("py", "ipynb") if (path := folder / f"{exercise}.{suffix}").is_file()]
    return folder if len(paths) > 1 else next(iter(paths), None)


def _graded(
    choice: Choice, exercise: Exercise, wanted: Collection[str], describe: Describe, pool: WorkerPool
) -> Report:
    """Grade the chosen source; a definition that is not Python counts as the last word on its function."""
    file = choice.file
    report = grade(exercise, file, {}, pool)
    broken = broken_last(report, file, wanted) if choice.run else {}
    for name, cell in broken.items():
        file = withdrawn(file, name, cell)
    if broken:
        report = grade(exercise, file, {}, pool)
    if choice.run:
        report = tidied(report, file, wanted)
    written = comparable(file, wanted)
    notes = tuple(remarks(written, describe(list(written)), file, run=choice.run))
    return replace(report, notes=(*report.notes, *notes))
