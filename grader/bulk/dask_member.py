"""What a worker of dask.distributed does for a run: it grades with processes of ours beside it.

Arguments and results are bytes of msgpack. Nothing that a student made is ever unpickled, and students' code runs in
the sandboxed workers of those processes, not in dask's.
"""

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from distributed import WorkerPlugin, get_worker

from grader.bulk.messages import Message, Settings, Task
from grader.bulk.parcel import unpacked
from grader.bulk.pipe import PipedMember

_TRIES = 2  # of one submission, if the process dies


class Grading(WorkerPlugin):  # type: ignore[misc] # distributed has no types
    """A run's course on one worker, with as many grading processes as dask has tasks at a time there."""

    def __init__(self, name: str, course: bytes, settings: bytes) -> None:
        self.name = name
        self._course = course
        self._settings = settings

    def setup(self, worker: Any) -> None:
        """Unpack the course in a folder of this worker's own."""
        self._folder = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        settings = msgspec.msgpack.decode(self._settings, type=Settings)
        course = str(unpacked(self._course, Path(self._folder.name)))
        self._here = msgspec.msgpack.encode(msgspec.structs.replace(settings, course=course))
        self._free: list[PipedMember] = []

    def teardown(self, worker: Any) -> None:
        """End the processes and remove the course."""
        while self._free:
            self._free.pop().end()
        self._folder.cleanup()

    def grade(self, task: Task, parcel: bytes) -> bytes:
        """Grade one submission and return the member's message; an empty one if processes died at every try."""
        with tempfile.TemporaryDirectory(dir=self._folder.name) as folder:
            here = msgspec.structs.replace(task, path=bytes(unpacked(parcel, Path(folder))))
            for _ in range(_TRIES):
                said = self._tried(msgspec.msgpack.encode(here))
                if said is not None:
                    return said
        return msgspec.msgpack.encode(Message())

    def _tried(self, task: bytes) -> bytes | None:
        try:
            member = self._free.pop()
        except IndexError:
            member = PipedMember(self._here)
            ready = member.said()
            if ready is None or msgspec.msgpack.decode(ready, type=Message).ready is None:
                member.end()
                return ready
        said = member.asked(task)
        if said is None or msgspec.msgpack.decode(said, type=Message).outcome is None:
            member.end()
        else:
            self._free.append(member)
        return said


def grade(name: str, task: bytes, parcel: bytes) -> bytes:
    """Grade one submission on the worker that this runs on."""
    plugin: Grading = get_worker().plugins[name]
    return plugin.grade(msgspec.msgpack.decode(task, type=Task), parcel)
