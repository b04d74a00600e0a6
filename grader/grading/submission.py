"""From a path to the reports of everything in it that answers an exercise."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.exercise.course import Course
from grader.exercise.load import Exercise
from grader.grading.grade import Progress, grade
from grader.model.errors import UnreadableSubmissionError, UsageError
from grader.model.report import Report
from grader.model.source import Note, SourceFile, Submission
from grader.submission import match, pick, read, siblings
from grader.worker.client import WorkerPool


def _silent(exercise: str) -> Progress:
    return lambda result: None


@dataclass(frozen=True)
class Answer:
    """One file of a submission as the answer to one exercise; or why it cannot be read."""

    exercise: str
    submission: str
    file: SourceFile | None = None
    siblings: Mapping[str, str] = field(default_factory=dict)
    unreadable: UnreadableSubmissionError | None = None


@dataclass(frozen=True)
class Grading:
    """What stays the same from submission to submission."""

    course: Course
    pool: WorkerPool
    hidden: bool = False
    exercise: str | None = None  # the user's own word on which exercise the files answer
    only: Collection[str] = ()  # checks or functions to grade; empty: all
    progress: Callable[[str], Progress] = _silent  # exercise -> what is called with each of its results

    def grade_path(self, path: Path, *, student: str = "") -> Iterator[Report]:
        """Grade the submission at `path`: one report for each exercise that it answers.

        What cannot be read is a report too: its status is `unreadable`, its `problem` says why.

        Raises:
            UsageError: there is nothing at `path`, or it cannot be told which exercise it answers.
            CourseError: the exercise's material is at fault.
        """
        for answer in self.answers(path):
            yield self.report(answer, student)

    def answers(self, path: Path) -> Iterator[Answer]:
        """Find what the submission at `path` answers, in the order of the course.

        Raises:
            UsageError: there is nothing at `path`, or it cannot be told which exercise it answers.
        """
        try:
            submission = read(path)
        except UnreadableSubmissionError as error:
            yield Answer(self.exercise or "", str(path), unreadable=error)
            return
        if len(submission.files) == 1 or self.exercise is not None:
            file = submission.files[0]
            name = self.exercise or self._match(file)
            yield self._answer(submission, self._named_file(submission, name), name, submission.notes)
            return
        picked = pick(submission, self.course.functions)
        notes = (*submission.notes, *picked.notes)
        names = [name for name in self.course.config.exercises if name in {*picked.files, *picked.unreadable}]
        if not names:
            raise UsageError("exercise.unmatched", file=submission.path, known=self._known())
        for name in names:
            if name in picked.unreadable:
                yield Answer(name, submission.path, unreadable=picked.unreadable[name])
            else:
                yield self._answer(submission, picked.files[name], name, notes)

    def _answer(self, submission: Submission, file: SourceFile, name: str, notes: tuple[Note, ...]) -> Answer:
        own = tuple(note for note in notes if note.facts.get("exercise", name) == name)
        described = replace(file, notes=(*own, *file.notes))
        return Answer(name, submission.path, described, siblings(submission, file))

    def report(self, answer: Answer, student: str) -> Report:
        """Grade one of the `answers`; one that cannot be read has a report too.

        Raises:
            UsageError: `only` names something that the exercise does not have.
            CourseError: the exercise's material is at fault.
        """
        if answer.file is None:
            assert answer.unreadable is not None
            return _unreadable(answer.submission, answer.exercise, answer.unreadable)
        exercise = self.course.exercise(answer.exercise, hidden=self.hidden)
        return grade(
            self._selected(exercise),
            answer.file,
            answer.siblings,
            self.pool,
            student=student,
            submission=answer.submission,
            progress=self.progress(answer.exercise),
        )

    def _selected(self, exercise: Exercise) -> Exercise:
        unknown = set(self.only) - {check.name for check in exercise.checks} - set(exercise.functions)
        if unknown:
            known = ", ".join(exercise.functions)
            raise UsageError("check.unknown", name=min(unknown), exercise=exercise.name, known=known)
        return exercise.only(self.only) if self.only else exercise

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
