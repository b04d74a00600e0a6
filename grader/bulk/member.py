"""A process of the crew: grades what it is handed, with sandboxed workers of its own.

Messages are msgpack; nothing is pickled, as reports hold what students wrote.
"""

import signal
from typing import Protocol

import msgspec

from grader.bulk.messages import Message, Settings, Task
from grader.model.errors import GraderError


class Connection(Protocol):
    """The end of a pipe: messages of any length."""

    def send_bytes(self, data: bytes, /) -> None:
        """Write one. Raises BrokenPipeError when nobody reads any more."""

    def recv_bytes(self) -> bytes:
        """Wait for one. Raises EOFError when none can come any more."""


def serve(connection: Connection, encoded: bytes) -> None:
    """Grade tasks until the other end is closed; the first message says that everything is loaded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself decides what an interrupt means
    settings = msgspec.msgpack.decode(encoded, type=Settings)
    try:
        _serve(connection, settings)
    except GraderError as error:
        _send(connection, Message(code=error.code, facts=error.facts))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the run has ended


def _serve(connection: Connection, settings: Settings) -> None:
    from grader.worker.client import WorkerPool

    with WorkerPool(minimum=settings.minimum) as pool:  # type: ignore[arg-type] # the command has checked it
        pool.start()
        from grader.bulk.marking import Marker

        marker = Marker(settings, pool)
        _send(connection, Message(ready=str(pool.level)))
        while True:
            task = msgspec.msgpack.decode(connection.recv_bytes(), type=Task)
            _send(connection, Message(outcome=marker.outcome(task)))


def _send(connection: Connection, message: Message) -> None:
    connection.send_bytes(msgspec.msgpack.encode(message, enc_hook=str))
