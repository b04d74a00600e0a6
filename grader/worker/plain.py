"""Level D: every worker is an ordinary subprocess. It protects the verdict's logic and liveness, not secrets.

The only level on macOS and Windows. What the platform has is used: resource limits and a process group on POSIX
systems, a socket where a socket can be inherited as standard input, pipes with a thread elsewhere (Windows).
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from queue import Empty, Queue

from grader.worker.channel import Channel, ChannelClosedError, Deadline, FileChannel
from grader.worker.deadline import Usage, usage
from grader.worker.launch import FLAGS, LaunchError, environment, import_path, packages
from grader.worker.protocol import Limits

_POSIX = os.name == "posix"
_BOOT = (
    "import sys; own = list(sys.path); sys.path += sys.argv[2:]; "
    "from grader.worker.alone import main; main(sys.argv[1], own)"
)
_EXIT_SECONDS = 0.5
_DRAIN_SECONDS = 0.01
_CHUNK = 1 << 16


def start(number: int, limits: Limits) -> "PlainWorker":
    """Start a worker process. Raises LaunchError."""
    bounds = limits.memory_mb, limits.cpu_seconds, limits.open_files
    parameters = json.dumps({"number": number, "bounds": bounds, "socket": _POSIX, "parent": os.getpid()})
    line = [sys.executable, *FLAGS, "-c", _BOOT, parameters, *import_path(packages())]
    try:
        return _over_socket(line) if _POSIX else _over_pipes(line)
    except OSError as error:
        raise LaunchError(f"cannot start {sys.executable}: {error}") from error


def _over_socket(line: list[str]) -> "PlainWorker":
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own command line
            line,
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
            cwd="/",
            start_new_session=True,
        )
    return PlainWorker(process, FileChannel(ours.detach()))


def _over_pipes(line: list[str]) -> "PlainWorker":
    process = subprocess.Popen(  # noqa: S603 - our own command line
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    )
    return PlainWorker(process, PipeChannel(process))


class PlainWorker:
    """A subprocess and its channel."""

    def __init__(self, process: subprocess.Popen[bytes], channel: Channel) -> None:
        self.channel = channel
        self._process = process

    def usage(self) -> Usage | None:
        """See `deadline.usage`."""
        return usage(self._process.pid)

    def ended(self) -> tuple[int, float] | None:
        """Exit code and CPU seconds (unknown: 0), when it has ended by itself; waits for that briefly."""
        try:
            return self._process.wait(_EXIT_SECONDS), 0.0
        except subprocess.TimeoutExpired:
            return None

    def close(self) -> None:
        """Kill it, and on POSIX systems its process group."""
        if _POSIX:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # all of it has ended; macOS says it in the other way
                self._process.kill()
        else:
            self._process.kill()
        self._process.wait()
        self.channel.close()


class PipeChannel:
    """A channel over a subprocess's pipes. A thread reads ahead; writes block, so a thread does them too."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise LaunchError("a process without pipes")
        self._input, self._output = process.stdin, process.stdout
        self._chunks: Queue[bytes] = Queue(maxsize=16)
        self._ahead = bytearray()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def send(self, pieces: Sequence[bytes | memoryview], deadline: Deadline) -> None:
        """See `Channel`."""
        failed: list[OSError] = []

        def write() -> None:
            try:
                for piece in pieces:
                    self._input.write(piece)
                self._input.flush()
            except OSError as error:
                failed.append(error)

        writer = threading.Thread(target=write, daemon=True)
        writer.start()

        def done(seconds: float) -> bool:
            writer.join(seconds)
            return not writer.is_alive()

        deadline.wait(done)
        if failed:
            raise ChannelClosedError from failed[0]

    def receive(self, size: int, deadline: Deadline) -> bytearray:
        """See `Channel`."""
        while len(self._ahead) < size:
            deadline.wait(self._more)
        data = self._ahead[:size]
        del self._ahead[:size]
        return data

    def close(self) -> None:
        """See `Channel`. The process is dead, so neither thread blocks."""
        while self._reader.is_alive():
            with contextlib.suppress(Empty):
                self._chunks.get(timeout=_DRAIN_SECONDS)
        for pipe in (self._input, self._output):
            with contextlib.suppress(OSError):  # what was left in the buffer of a broken pipe
                pipe.close()

    def _more(self, seconds: float) -> bool:
        try:
            chunk = self._chunks.get(timeout=seconds) if seconds > 0 else self._chunks.get_nowait()
        except Empty:
            if self._reader.is_alive():
                return False
            raise ChannelClosedError from None
        self._ahead += chunk
        return True

    def _read(self) -> None:
        while chunk := os.read(self._output.fileno(), _CHUNK):
            self._chunks.put(chunk)
