"""Errors that end a command with a message for the user instead of a traceback.

Each carries a stable code and its facts; the text is built in one place, by `grader.report.feedback`.
"""

from functools import partial
from typing import Any, ClassVar


class GraderError(Exception):
    """A command cannot go on. `code` and `facts` say why; `exit_code` is the command's exit status."""

    exit_code: ClassVar[int] = 3

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __reduce__(self) -> Any:
        """Errors travel between processes of ours with their facts."""
        return partial(type(self), self.code, **self.facts), ()


class UsageError(GraderError):
    """The command was called in a way that it cannot follow: exit status 2."""

    exit_code = 2


class UnreadableSubmissionError(GraderError):
    """A submission cannot be read or understood as source: exit status 4."""

    exit_code = 4


class CourseError(GraderError):
    """The course's own material is at fault (a broken exercise.toml, a check without a title): exit status 3."""


class IsolationError(GraderError):
    """The sandbox cannot be started, or not at the level that was asked for: exit status 3."""
