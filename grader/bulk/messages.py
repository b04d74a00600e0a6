"""What crosses between a run and the processes of its crew."""

from typing import Any

import msgspec

from grader.bulk.outcome import Outcome


class Settings(msgspec.Struct, frozen=True):
    """What stays the same during a run."""

    course: str  # its root
    minimum: str  # isolation level
    exercise: str | None  # the user's own word on which exercise the files answer
    lang: str  # of the messages in the JSON that is kept


class Task(msgspec.Struct, frozen=True):
    """One submission to grade."""

    student: str
    label: str
    path: bytes  # as the system names it: not every name is text
    exercises: tuple[str, ...] = ()  # only these answers; empty: all


class Message(msgspec.Struct, frozen=True):
    """From a process of the crew: ready with its isolation level, an outcome, or why it cannot go on at all."""

    ready: str | None = None
    outcome: Outcome | None = None
    code: str | None = None
    facts: dict[str, Any] = {}
