"""A crew on the workers of a dask.distributed cluster. A worker that is lost costs a retry, not a grade.

Course and submissions travel as bytes, so workers need no folder in common with this machine; what can only be read
here (links, what is too large) is graded here. Whether a result counts is decided here: workers with another grader,
Python, numpy or hypothesis are refused.
"""

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from distributed import Client, Future, as_completed
from distributed.scheduler import KilledWorker

from grader.bulk import fingerprint
from grader.bulk.crew import Crew, error_in
from grader.bulk.dask_member import Grading, grade
from grader.bulk.messages import Message, Settings, Task
from grader.bulk.outcome import Outcome
from grader.bulk.parcel import packed, packed_course
from grader.exercise.course import Course
from grader.grading.versions import versions
from grader.model.errors import UsageError

_CONNECT_SECONDS = 15
_WORKER_SECONDS = 60  # to wait for the first worker
_AHEAD = 2  # tasks in flight per thread of the cluster: enough that none waits, few enough for the scheduler's memory


class DaskCrew:
    """Grades on a cluster; the same face as `Crew`."""

    def __init__(self, settings: Settings, course: Course, address: str) -> None:
        self._settings = settings
        self._course = course
        self._address = address

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome | None]]:
        """Grade the tasks; None for one at which processes died again and again.

        Raises:
            UsageError: there is no cluster at the address, it is lost, or its workers are not like this machine.
            CourseError, IsolationError: none of the tasks can be graded.
        """
        waiting, here = deque(tasks), []
        if not waiting:
            return
        with self._connected() as client, self._prepared(client) as name:
            running: dict[Future, Task] = {}
            ended = as_completed(loop=client.loop)
            while waiting or running:
                while waiting and len(running) < _AHEAD * max(1, _threads(client)):
                    task = waiting.popleft()
                    parcel = packed(Path(os.fsdecode(task.path)))
                    if parcel is None:
                        here.append(task)
                        continue
                    future = client.submit(grade, name, msgspec.msgpack.encode(task), parcel, pure=False)
                    running[future] = task
                    ended.add(future)
                if running:
                    future = next(ended)
                    yield running.pop(future), self._outcome(future)
        yield from Crew(self._settings, 1).outcomes(here)

    @contextmanager
    def _connected(self) -> Iterator[Client]:
        logging.getLogger("distributed").setLevel(logging.ERROR)  # a lost worker is dask's business, and ours below
        try:
            client = Client(self._address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError("dask.unreachable", address=self._address, reason=_first_line(error)) from error
        try:
            client.wait_for_workers(1, timeout=_WORKER_SECONDS)
            yield client
        except TimeoutError as error:
            raise UsageError("dask.no_workers", address=self._address, seconds=_WORKER_SECONDS) from error
        finally:
            client.close(timeout=_CONNECT_SECONDS)

    @contextmanager
    def _prepared(self, client: Client) -> Iterator[str]:
        """Bring the course to all workers, also to those that come later."""
        name = f"grader-{uuid4().hex}"
        course, settings = packed_course(self._course), msgspec.msgpack.encode(self._settings)
        try:
            client.register_plugin(Grading(name, course, settings))
        except Exception as error:  # whatever keeps the workers from unpickling it, or from unpacking the course
            raise UsageError("dask.unlike", address=self._address, reason=_first_line(error)) from error
        try:
            yield name
        finally:
            client.unregister_worker_plugin(name)

    def _outcome(self, future: Future) -> Outcome | None:
        if future.cancelled():
            raise UsageError("dask.lost", address=self._address)
        error = future.exception()
        if isinstance(error, KilledWorker):
            return None
        if error is not None:
            raise UsageError("dask.unlike", address=self._address, reason=_first_line(error)) from error
        message = msgspec.msgpack.decode(_bytes(future.result()), type=Message)
        if message.code is not None:
            raise error_in(message)
        if message.outcome is not None and message.outcome.grader_sha256 != fingerprint.of_grader():
            theirs = msgspec.json.decode(message.outcome.versions, type=dict[str, str])
            raise UsageError("dask.unlike", address=self._address, reason=_difference(versions(), theirs))
        return message.outcome


def _threads(client: Client) -> int:
    return sum(client.nthreads().values())


def _bytes(value: Any) -> bytes:
    assert isinstance(value, bytes)
    return value


def _difference(ours: dict[str, str], theirs: dict[str, str]) -> str:
    different = [
        f"{name} {ours.get(name)} here, {theirs.get(name)} there" for name in ours if ours[name] != theirs.get(name)
    ]
    return "; ".join(different) or "other code under the same version of the grader"


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:300]
