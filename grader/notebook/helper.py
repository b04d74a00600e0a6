"""The kernel's handle on the process that grades for it: started when first asked, kept, ended with the kernel."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from grader.worker.blas import ONE_THREAD

# `-P` leaves the working directory out of its path: a student's `random.py` is not to be imported there. The package is
# the kernel's own one, wherever that lies; what lies beside it comes after the standard library.
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); import grader; sys.path.append(sys.path.pop(0)); "
    "from grader.notebook.service import main; main()"
)
_ROOT = str(Path(__file__).parents[2])

Describe = Callable[[Sequence[str]], dict[str, Any]]


class HelperError(RuntimeError):
    """The grading process could not be started, or it ended; the text holds its last words."""


class Helper:
    """Asks the grading process. Messages are lines of JSON, in both directions."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: Any = None
        self._lock = Lock()
        atexit.register(self.close)

    def ask(self, request: dict[str, Any], describe: Describe) -> dict[str, Any]:
        """Send a request; answer what it asks back by `describe`; return its reply.

        Raises:
            HelperError: the process is gone.
        """
        with self._lock:
            try:
                reply = self._exchange(request)
                while "describe" in reply:
                    reply = self._exchange(describe(reply["describe"]))
            except BaseException:  # also an interrupt: a late answer must not be taken for the next one
                self.close()
                raise
            return reply

    def close(self) -> None:
        """End the process, and with it its workers."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
            self._errors.close()

    def _exchange(self, message: dict[str, Any]) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(message).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            raise HelperError(f"the grader's own process ended: {self._last_words()}")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = self._started()
        return self._process

    def _started(self) -> "subprocess.Popen[bytes]":
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        try:
            return subprocess.Popen(  # noqa: S603 - our own command line
                [sys.executable, "-P", "-c", _BOOT, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, **ONE_THREAD},
                start_new_session=True,  # an interrupt is meant for the kernel, which then ends this process
            )
        except OSError as error:  # Python in a web browser has no processes
            raise HelperError(f"the grader needs a process of its own, and cannot start one: {error}") from error

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"
