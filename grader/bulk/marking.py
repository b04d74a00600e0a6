"""One submission to its outcome. Whatever happens to it, there is a report: doubt is UNGRADED."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from grader.bulk import fingerprint
from grader.bulk.messages import Settings, Task
from grader.bulk.outcome import Kept, Outcome, kept
from grader.exercise.course import Course
from grader.grading.grade import Progress
from grader.grading.submission import Answer, Grading
from grader.grading.versions import versions
from grader.model.errors import CourseError, IsolationError, UnreadableSubmissionError, UsageError
from grader.model.report import Report
from grader.model.source import Note
from grader.report.feedback import Feedback
from grader.submission.matching import exercise_in_name
from grader.submission.names import printable
from grader.worker.client import WorkerPool


class Marker:
    """Grades submissions of one course with one pool of workers."""

    def __init__(self, settings: Settings, pool: WorkerPool, progress: Progress = lambda result: None) -> None:
        self._course = Course.open(Path(settings.course))
        self._grading = Grading(
            self._course, pool, hidden=True, exercise=settings.exercise, progress=lambda exercise: progress
        )
        self._feedback = Feedback(settings.lang, self._course.messages)
        self._versions = json.dumps(versions())
        self._level = str(pool.level)
        self._made_from: dict[str, str] = {"": ""}

    def outcome(self, task: Task) -> Outcome:
        """Grade one submission.

        Raises:
            CourseError, IsolationError: no submission can be graded.
        """
        reports = tuple(self._kept(report) for report in self._reports(task))
        return Outcome(reports, fingerprint.of_grader(), self._level, self._versions)

    def _reports(self, task: Task) -> Iterator[Report]:
        try:
            answers = list(self._grading.answers(Path(os.fsdecode(task.path))))
        except (UsageError, UnreadableSubmissionError) as error:
            yield self._failed(task, "", "unreadable", _problem(Note(error.code, error.facts), task))
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours costs one submission, and is shown
            yield self._failed(task, "", "ungraded", _fault(error))
            return
        for answer in answers:
            if not task.exercises or answer.exercise in task.exercises or not answer.exercise:
                yield self._report(task, answer)

    def _report(self, task: Task, answer: Answer) -> Report:
        try:
            report = self._grading.report(answer, task.student)
        except (CourseError, IsolationError):
            raise
        except Exception as error:  # noqa: BLE001 - as above
            return self._failed(task, answer.exercise, "ungraded", _fault(error))
        if report.status == "unreadable" and report.problem is not None:
            return self._failed(task, report.exercise, "unreadable", _problem(report.problem, task))
        return replace(report, student=task.student, submission=task.label)

    def _failed(self, task: Task, exercise: str, status: str, problem: Note) -> Report:
        """A report without checks; its exercise is told by the name where the content does not tell."""
        return failed(
            task, exercise or exercise_in_name(task.label, self._course.config.exercises) or "", status, problem
        )

    def _kept(self, report: Report) -> Kept:
        name = report.exercise
        if name not in self._made_from:
            self._made_from[name] = fingerprint.of_exercise(self._course, name)
        return kept(report, self._made_from[name], self._feedback)


def failed(task: Task, exercise: str, status: str, problem: Note) -> Report:
    """Return the report of a submission that was not graded."""
    return Report(task.student, task.label, "", exercise, status, 0, problem=problem)  # type: ignore[arg-type]


def _problem(problem: Note, task: Task) -> Note:
    """A problem that names a submission as its label does, wherever it was read from."""
    read_from = printable(os.fsdecode(task.path))
    facts = {key: task.label if value == read_from else value for key, value in problem.facts.items()}
    return replace(problem, facts=facts)


def _fault(error: Exception) -> Note:
    return Note("grader.fault", {"error": f"{type(error).__name__}: {error}"[:500]})
