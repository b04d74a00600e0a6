"""The check files of exercises as pytest collectors, and their checks as items.

Node ids are `solutions/initializers/checks.py::he_variance`; two exercises' checks.py do not clash, because neither is
imported by pytest.
"""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from grader.checking.registry import Check
from grader.exercise.course import find_course
from grader.grading.grade import judging, problem
from grader.grading.judge import Judge
from grader.grading.submission import Grading
from grader.model.errors import GraderError, UnreadableSubmissionError, UsageError
from grader.model.report import CheckResult
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.language import language
from grader.report.text import plain
from grader.worker.client import WorkerPool

CHECK_FILES = ("checks.py", "hidden_checks.py")


class UngradedError(Exception):
    """The grader is at fault: pytest's `error`, which is neither passed nor failed."""


class CheckFailedError(Exception):
    """The student's code is at fault: pytest's `failed`."""


class SubmissionChecks:
    """Turns check files into collectors; owns the workers of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self._path = Path(config.getoption("submission"))
        self._judges: dict[Path, Judge | None] = {}
        self.feedback = Feedback(language(config.getoption("submission_lang")))
        self._open = ExitStack()
        config.add_cleanup(self._open.close)

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> Generator[None, Any, Any]:
        """Collect the check files beside an exercise.toml, and leave the rest to pytest."""
        others = yield
        if file_path.name in CHECK_FILES and (file_path.parent / "exercise.toml").is_file():
            return [CheckFile.from_parent(parent, path=file_path, checks=self)]
        return others

    def judge(self, folder: Path) -> Judge | None:
        """Return the judge of the submission's answer to the exercise of `folder`; None if it does not answer it.

        Raises:
            GraderError: the course, the exercise or the submission is at fault.
        """
        if folder not in self._judges:
            self._judges[folder] = self._judge(folder)
        return self._judges[folder]

    def message(self, error: GraderError) -> str:
        """Say what is wrong, and what to do about it."""
        where = f"{error.facts['where']}: " if "where" in error.facts else ""
        texts = (where + self.feedback.text(error.code, error.facts), self.feedback.hint(error.code, error.facts))
        return "\n".join(plain(text) for text in texts if text)

    def _judge(self, folder: Path) -> Judge | None:
        course = find_course(folder)
        self.feedback = Feedback(self.feedback.lang, course.messages)
        answers = Grading(course, self._pool).answers(self._path)
        answer = next((answer for answer in answers if answer.exercise in ("", folder.name)), None)
        if answer is None:
            return None
        if answer.file is None:
            raise answer.unreadable or UsageError("path.missing", path=str(self._path))
        hidden = folder == course.root / "solutions" / folder.name
        exercise = course.exercise(folder.name, hidden=hidden)
        judge = self._open.enter_context(judging(exercise, answer.file, answer.siblings, self._pool))
        found = problem(answer.file, judge)
        if found is not None:
            where = {"where": self.feedback.place(found.where)} if found.where is not None else {}
            raise UnreadableSubmissionError(found.code, **found.facts, **where)
        return judge

    @cached_property
    def _pool(self) -> WorkerPool:
        return self._open.enter_context(WorkerPool())


class CheckFile(pytest.File):
    """The checks of one file against the run's submission."""

    def __init__(self, *, checks: SubmissionChecks, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._checks = checks

    def collect(self) -> Iterator["CheckItem"]:
        """Return an item for each check; none if the submission does not answer this exercise."""
        try:
            judge = self._checks.judge(self.path.parent)
        except GraderError as error:
            raise self.CollectError(self._checks.message(error)) from error
        hidden = self.path.name == CHECK_FILES[1]
        if judge is None:
            return
        for check in judge.exercise.checks:
            if (check.name in judge.exercise.hidden_names) is hidden:
                yield CheckItem.from_parent(
                    self, name=check.name, judged=(check, judge), feedback=self._checks.feedback
                )


class CheckItem(pytest.Item):
    """One check: judged in setup, so that a fault of the grader's is an error and not a failure."""

    def __init__(self, *, judged: tuple[Check, Judge], feedback: Feedback, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._check, self._judge = judged
        self._feedback = feedback
        self._result: CheckResult | None = None

    def setup(self) -> None:
        """Judge the check.

        Raises:
            UngradedError: it is UNGRADED.
        """
        result = self._result = self._judge.result(self._check)
        self.user_properties += [(key, value) for key, value in _properties(result).items() if value is not None]
        if result.output:
            self.add_report_section("setup", "the student's output", plain(result.output))
        if result.verdict is Verdict.UNGRADED:
            raise UngradedError(self._message(result))

    def runtest(self) -> None:
        """Tell pytest the verdict.

        Raises:
            CheckFailedError: the check did not pass.
        """
        assert self._result is not None
        if self._result.verdict is Verdict.SKIPPED:
            pytest.skip(self._message(self._result))
        if self._result.verdict is not Verdict.PASSED:
            raise CheckFailedError(self._message(self._result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show what a student needs, not the grader's own traceback."""
        if isinstance(excinfo.value, CheckFailedError | UngradedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Lead an editor's test tree to the check's source."""
        return self.path, self._check.body.__code__.co_firstlineno - 1, self.name

    def _message(self, result: CheckResult) -> str:
        code, facts = result.code or "", result.facts
        call = f"{result.call}: " if result.call else ""
        lines = [self._feedback.title(result.title), f"{result.verdict}: {call}{self._feedback.text(code, facts)}"]
        if result.exception is not None:
            lines.append(result.exception.traceback)
        lines.append(self._feedback.hint(code, facts))
        if result.where is not None:
            lines.append(self._feedback.place(result.where))
        return plain("\n".join(line for line in lines if line))


def _properties(result: CheckResult) -> dict[str, object]:
    """What JUnit and other reporters get to know of a result."""
    facts: dict[str, object] = {"function": result.function, "verdict": str(result.verdict), "code": result.code}
    return {**facts, "points": result.points, "max_points": result.max_points, "bonus": result.bonus}
