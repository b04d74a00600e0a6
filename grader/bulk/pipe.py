"""A grading process at the other end of two pipes, for where `multiprocessing` cannot start one.

It is the same process as a member of the local crew, in an interpreter of its own: whatever else its parent has loaded
or set plays no part, and it may die without its parent.
"""

import os
import struct
import subprocess
import sys
from contextlib import suppress
from typing import IO

from grader.bulk.member import serve
from grader.worker.blas import ONE_THREAD

_LENGTH = struct.Struct("<Q")


class Ends:
    """The reading end of one pipe and the writing end of another: messages of any length."""

    def __init__(self, reading: IO[bytes], writing: IO[bytes]) -> None:
        self._reading = reading
        self._writing = writing

    def send_bytes(self, data: bytes) -> None:
        """Write one message. Raises BrokenPipeError when nobody reads any more."""
        self._writing.write(_LENGTH.pack(len(data)))
        self._writing.write(data)
        self._writing.flush()

    def recv_bytes(self) -> bytes:
        """Wait for one message. Raises EOFError when none can come any more."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        return self._exactly(length)

    def close(self) -> None:
        """Let go of both."""
        for end in (self._writing, self._reading):
            with suppress(OSError):
                end.close()

    def _exactly(self, length: int) -> bytes:
        data = self._reading.read(length)
        if len(data) < length:
            raise EOFError
        return data


class PipedMember:
    """A grading process. It ends when it is closed, or with its parent."""

    def __init__(self, settings: bytes) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own command line
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | ONE_THREAD,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._ends = Ends(self._process.stdout, self._process.stdin)
        with suppress(OSError):  # it has died: that is seen when it is asked
            self._ends.send_bytes(settings)

    def said(self) -> bytes | None:
        """Its next message; None if it has died."""
        try:
            return self._ends.recv_bytes()
        except (EOFError, OSError):
            return None

    def asked(self, task: bytes) -> bytes | None:
        """Hand it a task and wait for its message; None if it has died."""
        with suppress(OSError):
            self._ends.send_bytes(task)
        return self.said()

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        self._ends.close()
        self._process.wait()


def main() -> None:
    """Serve the process that started this one, until it closes its end."""
    writing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that is printed gets between the messages
    ends = Ends(sys.stdin.buffer, writing)
    with suppress(EOFError):
        serve(ends, ends.recv_bytes())


if __name__ == "__main__":
    main()
