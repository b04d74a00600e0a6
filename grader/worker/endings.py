"""How a worker can end before it has answered; free of heavy imports, because a pool is started before those."""

from grader.worker.deadline import WorkerTimeout

__all__ = ["WorkerDied", "WorkerTimeout"]


class WorkerDied(Exception):  # noqa: N818 - the name that callers read
    """The worker's process is no more; `cause` says why, and `breach` what it broke if that is known.

    breach: "cpu", "memory", "callbacks", "callback_seconds", "callback_mb" (limits) or "protocol".

    fault: the worker itself says that it failed, not the student's code. That is a claim like any other, so it decides
    nothing: neither for the student nor against.
    """

    def __init__(self, cause: str, *, fault: bool = False, breach: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.fault = fault
        self.breach = breach
