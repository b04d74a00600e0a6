"""A session: one submission loaded into workers, with a fresh worker whenever the last one died."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from time import monotonic
from types import TracebackType
from typing import Any, Self

from msgspec import structs

from grader.checking.calls import StudentStopped
from grader.student import breaches
from grader.worker.client import WorkerDied, WorkerPool, WorkerTimeout
from grader.worker.protocol import Limits, Loaded, ModuleSource, Reply
from grader.worker.remote import Worker


@dataclass
class Allowance:
    """The time that one submission's code may take in all of its workers together: no call after it is begun."""

    seconds: float
    within: "Allowance | None" = None  # what is spent here is spent there, too
    _used: float = field(default=0.0, init=False)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Count the time spent in the block.

        Raises:
            StudentStopped: all of it is used up.
        """
        if self._used >= self.seconds:
            raise StudentStopped("student.exhausted", seconds=round(self.seconds))
        start = monotonic()
        try:
            with self.within.spending() if self.within is not None else nullcontext():
                yield
        finally:
            self._used += monotonic() - start


@dataclass
class Session:
    """Calls functions of one submission. Workers are started when they are needed and never outlive the session."""

    pool: WorkerPool
    source: ModuleSource
    wanted: Sequence[str]
    limits: Limits
    whole: bool = False
    allowance: Allowance | None = None  # shared by all sessions that are copies of one
    _worker: Worker | None = field(default=None, init=False)
    _loaded: Loaded | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Begin an allowance, unless this session shares another one's."""
        self.allowance = self.allowance or Allowance(self.limits.total_seconds)

    @property
    def loaded(self) -> Loaded:
        """What loading found; loads now if that has not happened.

        Raises:
            StudentStopped: the worker died or missed the deadline while loading.
        """
        self._ready()
        assert self._loaded is not None
        return self._loaded

    def call(self, function: str, args: Sequence[Any], opaque: Sequence[tuple[int | str, ...]]) -> Reply:
        """Call one function by position.

        Raises:
            StudentStopped: the worker died or missed its deadline, and the next call starts a fresh one; or the
                submission has used up its time, and there is no next one.
        """
        worker = self._ready()
        assert self.allowance is not None
        try:
            with self.allowance.spending():
                return worker.call(function, args, opaque=opaque)
        except (WorkerDied, WorkerTimeout) as error:
            self.restart()
            raise _stopped(error, function, self.limits) from error

    def hurry(self, call_seconds: float, seconds: float) -> None:
        """Shorten the deadline of every call from now on, and the time of all of them, also for the worker at hand."""
        self.limits = structs.replace(self.limits, call_seconds=min(call_seconds, self.limits.call_seconds))
        self.allowance = Allowance(seconds, self.allowance)
        if self._worker is not None:
            self._worker.limits = self.limits

    def restart(self) -> None:
        """Forget the worker and everything that the student's code remembers in it."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _ready(self) -> Worker:
        if self._worker is None:
            assert self.allowance is not None
            with self.allowance.spending():
                self._worker = self._loaded_worker()
        return self._worker

    def _loaded_worker(self) -> Worker:
        worker = self.pool.worker(self.limits)
        try:
            self._loaded = worker.load(self.source, self.wanted, whole=self.whole)
        except (WorkerDied, WorkerTimeout) as error:
            worker.close()
            raise _stopped(error, "load", self.limits) from error
        return worker

    def __enter__(self) -> Self:
        """Use as a context manager to end the worker with the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the worker."""
        self.restart()


def _stopped(error: WorkerDied | WorkerTimeout, during: str, limits: Limits) -> StudentStopped:
    if isinstance(error, WorkerTimeout):
        return StudentStopped("student.timeout", seconds=round(error.seconds, 1), during=during)
    if error.fault:
        return StudentStopped("grader.worker_fault", cause=error.cause, during=during)
    breach = breaches.of_end(error.breach, limits)
    if breach is not None:
        return StudentStopped(breach.code, cause=error.cause, during=during, **breach.facts)
    return StudentStopped("student.crashed", cause=error.cause, during=during)
