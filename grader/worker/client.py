"""The grader's side of the boundary: a pool that starts sandboxed workers.

This module loads without numpy, so that a command can start its zygote first and import the rest meanwhile.

Theory of operation. A `WorkerPool` owns at most one zygote (`launch`), started when the first worker is wanted; which
kind is decided once per process by trying (`probe`). A `Worker` (`remote`) is one child process for one submission: it
loads source text and answers calls until it is closed, dies, or runs out of time. Nothing here imports, unpickles or
evaluates anything that a student wrote. At level D there is no zygote; each worker is an ordinary subprocess (`plain`).

May fail: the isolation that was asked for is not to be had, or a process cannot be started (`IsolationError`); what
student code does to its worker is told by `WorkerDied` and `WorkerTimeout`. A zygote that died is replaced once per
worker that is asked for. A pool and its workers belong to one thread.
"""

from typing import TYPE_CHECKING, Literal

from grader.model.errors import IsolationError
from grader.worker import plain, probe
from grader.worker.endings import WorkerDied, WorkerTimeout
from grader.worker.launch import LaunchError, Zygote
from grader.worker.probe import Finding, Isolation, Level
from grader.worker.protocol import Limits

if TYPE_CHECKING:
    from grader.worker.remote import Worker

__all__ = ["Finding", "Level", "WorkerDied", "WorkerPool", "WorkerTimeout"]


class WorkerPool:
    """Starts workers at one isolation level.

    minimum: the weakest level to accept; "auto" accepts any. only: this level and no other, for tests and diagnosis.
    Raises IsolationError on first use when the machine does not offer it.
    """

    def __init__(self, *, minimum: Literal["auto", "A", "B", "C", "D"] = "auto", only: Level | None = None) -> None:
        self._minimum = Level.D if minimum == "auto" else Level(minimum)
        self._only = only
        self._zygote: Zygote | None = None
        self._isolation: Isolation | None = None

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Begin to start, without waiting: worth calling before other slow imports."""
        if self._zygote is None and self._isolation is None:
            self._zygote = probe.start(self._only)

    @property
    def level(self) -> Level:
        """The level that workers run at."""
        return self._settled().level

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was tried to find the level."""
        return self._settled().findings

    def worker(self, limits: Limits = Limits()) -> "Worker":  # noqa: B008 - frozen
        """A fresh worker."""
        isolation = self._settled()
        try:
            return self._spawn(isolation.level, limits)
        except LaunchError:
            self._restart()
        try:
            return self._spawn(isolation.level, limits)
        except LaunchError as error:
            raise IsolationError("isolation.no_worker", reason=str(error)) from error

    def close(self) -> None:
        """End the zygote and all workers forked from it."""
        if self._zygote is not None:
            self._zygote.close()
        self._zygote = self._isolation = None

    def _settled(self) -> Isolation:
        if self._isolation is None:
            self.start()
            self._isolation, self._zygote = probe.climb(self._only, self._zygote)
            level = self._isolation.level
            if level > self._minimum or (self._only is not None and level is not self._only):
                reasons = "; ".join(f"{found.name}: {found.reason}" for found in self._isolation.findings)
                self.close()
                wanted = self._only or self._minimum
                raise IsolationError("isolation.too_weak", wanted=str(wanted), offered=str(level), reasons=reasons)
        return self._isolation

    def _spawn(self, level: Level, limits: Limits) -> "Worker":
        from grader.worker.remote import Worker, new_number

        number = new_number()
        if self._zygote is None:
            worker = Worker(plain.start(number, limits), number, limits)
        else:
            worker = Worker(self._zygote.spawn(number, limits, alone=level is Level.A), number, limits)
        try:
            worker.begin()
        except (WorkerDied, WorkerTimeout) as error:  # before any student code ran: the fault is ours
            raise LaunchError(str(error)) from error
        return worker

    def _restart(self) -> None:
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = probe.start(self._only)
