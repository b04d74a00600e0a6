"""Processes that grade at the same time. One that dies costs a second try, never another submission's grade."""

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Protocol

import msgspec

from grader.bulk.member import serve
from grader.bulk.messages import Message, Settings, Task
from grader.bulk.outcome import Outcome
from grader.model.errors import CourseError, GraderError, IsolationError

_TRIES = 2  # of one submission, and of a process that dies before it is ready
_SPAWN = multiprocessing.get_context("spawn")  # a fork would share the run's gradebook and lock


class Executor(Protocol):
    """What grades tasks: processes here, or a cluster."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome | None]]:
        """Grade the tasks, in any order; None for one at which processes died again and again."""


class _Member:
    """One process, its end of the pipe, and what it is doing."""

    def __init__(self, settings: Settings) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        arguments = (theirs, msgspec.msgpack.encode(settings))
        # It starts as `python -c`, which would look for modules in the working directory first: a student's
        # `multiprocessing.py` there must not become ours.
        os.environ["PYTHONSAFEPATH"] = "1"
        self.process: BaseProcess = _SPAWN.Process(target=serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def hand(self, task: Task) -> None:
        self.task = task
        with suppress(OSError):  # it has died: that is seen when it is listened to
            self.connection.send_bytes(msgspec.msgpack.encode(task))

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class Crew:
    """As many processes as jobs. `outcomes` yields in the order in which they come."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings = settings
        self._jobs = jobs
        self._members: dict[Connection, _Member] = {}

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome | None]]:
        """Grade the tasks; None for one whose process died at every try.

        Raises:
            CourseError, IsolationError: none of them can be graded.
        """
        waiting = deque(tasks)
        deaths: Counter[Task | None] = Counter()
        try:
            for _ in range(min(self._jobs, len(waiting))):
                self._start()
            while self._members:
                for member in self._speaking():
                    message = _received(member)
                    task, member.task = member.task, None
                    if message is None:
                        yield from self._buried(member, task, waiting, deaths)
                        continue
                    self._next(member, waiting)  # it goes on while its outcome is kept
                    if message.outcome is not None and task is not None:
                        yield task, message.outcome
        finally:
            for member in self._members.values():
                member.end()
            self._members.clear()

    def _start(self) -> None:
        member = _Member(self._settings)
        self._members[member.connection] = member

    def _speaking(self) -> list[_Member]:
        ready = wait(list(self._members))
        return [self._members[connection] for connection in ready if isinstance(connection, Connection)]

    def _next(self, member: _Member, waiting: deque[Task]) -> None:
        if waiting:
            member.hand(waiting.popleft())
        else:
            del self._members[member.connection]
            member.connection.close()  # it ends with its pipe, and its workers with it
            member.process.join()

    def _buried(
        self, member: _Member, task: Task | None, waiting: deque[Task], deaths: Counter[Task | None]
    ) -> Iterator[tuple[Task, None]]:
        """A process has died: begin another one in its place, and its task once more."""
        del self._members[member.connection]
        member.end()
        deaths[task] += 1
        if deaths[task] < _TRIES and task is not None:
            waiting.appendleft(task)
        elif task is not None:
            yield task, None
        elif deaths[task] >= _TRIES:
            raise IsolationError("isolation.no_worker", reason=f"exit status {member.process.exitcode}")
        if waiting:
            self._start()


def _received(member: _Member) -> Message | None:
    """What a process says; None if it has died.

    Raises:
        CourseError, IsolationError: it says that nothing can be graded.
    """
    try:
        message = msgspec.msgpack.decode(member.connection.recv_bytes(), type=Message)
    except (EOFError, OSError):
        return None
    if message.code is not None:
        raise error_in(message)
    return message


def error_in(message: Message) -> GraderError:
    """Return the error that a process of a crew tells of."""
    kind = IsolationError if str(message.code).startswith("isolation.") else CourseError
    return kind(str(message.code), **message.facts)
