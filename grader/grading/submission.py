"""From a path to the reports of everything in it that answers an exercise."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.exercise.course import Course
from grader.grading.grade import Progress, grade
from grader.model.errors import UnreadableSubmissionError, UsageError
from grader.model.report import Report
from grader.model.source import Note, SourceFile, Submission
from grader.submission import match, pick, read, siblings
from grader.worker.client import WorkerPool


def _silent(exercise: str) -> Progress:
    return lambda result: None


@dataclass(frozen=True)
class Grading:
    """What stays the same from submission to submission."""

    course: Course
    pool: WorkerPool
    hidden: bool = False
    exercise: str | None = None  # the user's own word on which exercise the files answer
    progress: Callable[[str], Progress] = _silent  # exercise -> what is called with each of its results

    def grade_path(self, path: Path, *, student: str = "") -> Iterator[Report]:
        """Grade the submission at `path`: one report for each exercise that it answers.

        What cannot be read is a report too: its status is `unreadable`, its `problem` says why.

        Raises:
            UsageError: there is nothing at `path`, or it cannot be told which exercise it answers.
            CourseError: the exercise's material is at fault.
        """
        try:
            submission = read(path)
        except UnreadableSubmissionError as error:
            yield _unreadable(str(path), self.exercise or "", error)
            return
        for report in self._reports(submission, student):
            yield replace(report, submission=str(path))

    def _reports(self, submission: Submission, student: str) -> Iterator[Report]:
        if len(submission.files) == 1 or self.exercise is not None:
            file = submission.files[0]
            name = self.exercise or self._match(file)
            yield self._report(submission, self._named_file(submission, name), name, student, submission.notes)
            return
        answers = pick(submission, self.course.functions)
        notes = (*submission.notes, *answers.notes)
        names = [name for name in self.course.config.exercises if name in {*answers.files, *answers.unreadable}]
        if not names:
            raise UsageError("exercise.unmatched", file=submission.path, known=self._known())
        for name in names:
            if name in answers.unreadable:
                yield _unreadable(submission.path, name, answers.unreadable[name])
            else:
                yield self._report(submission, answers.files[name], name, student, notes)

    def _report(
        self, submission: Submission, file: SourceFile, name: str, student: str, notes: tuple[Note, ...]
    ) -> Report:
        own = tuple(note for note in notes if note.facts.get("exercise", name) == name)
        return grade(
            self.course.exercise(name, hidden=self.hidden),
            replace(file, notes=(*own, *file.notes)),
            siblings(submission, file),
            self.pool,
            student=student,
            progress=self.progress(name),
        )

    def _match(self, file: SourceFile) -> str:
        name = match(file, self.course.functions)
        if name is None:
            raise UsageError("exercise.unmatched", file=file.path, known=self._known())
        return name

    def _named_file(self, submission: Submission, name: str) -> SourceFile:
        """The submission's only file, or the one of several that fits the exercise the user named."""
        if len(submission.files) == 1:
            return submission.files[0]
        functions = self.course.functions.get(name)
        if functions is None:
            raise UsageError("exercise.unknown", exercise=name, known=self._known())
        answers = pick(submission, {name: functions})
        if name in answers.unreadable:
            raise answers.unreadable[name]
        if name not in answers.files:
            raise UsageError("exercise.unmatched", file=submission.path, known=self._known())
        return answers.files[name]

    def _known(self) -> str:
        return ", ".join(self.course.config.exercises)


def _unreadable(path: str, exercise: str, error: UnreadableSubmissionError) -> Report:
    return Report(
        student="",
        submission=path,
        sha256="",
        exercise=exercise,
        status="unreadable",
        max_points=0,
        problem=Note(error.code, error.facts),
    )
