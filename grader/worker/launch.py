"""The grader's handle on a zygote and on the workers that it forks (levels A to C)."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.worker import bubblewrap, control, placement
from grader.worker.blas import ONE_THREAD
from grader.worker.channel import Channel, FileChannel
from grader.worker.deadline import Usage, usage
from grader.worker.protocol import Limits

_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONIOENCODING": "utf-8",
    "LC_ALL": "C.UTF-8",
    **ONE_THREAD,
}
FLAGS = ("-s", "-S", "-P", "-B")  # not -I, which would ignore PYTHONHASHSEED
_BOOT = (
    "import sys; own = list(sys.path); sys.path += sys.argv[2:]; "
    "from grader.worker.zygote import main; main(int(sys.argv[1]), own)"
)
_START_SECONDS = 60.0
_SPAWN_SECONDS = 20.0
_NOTICE_SECONDS = 0.5  # how long a dead worker's cause may take to arrive


class LaunchError(Exception):
    """A zygote or a worker could not be started; the text is for `grader doctor`."""


def environment() -> dict[str, str]:
    """All that a zygote or a plain worker inherits."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # Windows cannot start without
    return {**_ENVIRONMENT, **kept}


def packages() -> list[Path]:
    """What a worker imports from outside the standard library, wherever it is installed; no other file of ours."""
    ours = Path(__file__).parent
    found = [ours.parent / "__init__.py", ours]
    for name in ("numpy", "msgspec"):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise LaunchError(f"{name} is not installed")
        root = Path(spec.origin).parent
        found += [root, root.with_name(f"{name}.libs")]
    return found


def import_path(found: Sequence[Path]) -> list[str]:
    """The folders that make `packages()` importable, in order and without repetition."""
    roots = [found[0].parent.parent, *(place.parent for place in found[2:])]
    return list(dict.fromkeys(map(str, roots)))


class Zygote:
    """A running zygote. Construction does not wait for it; `ready` does."""

    def __init__(self, bwrap: str | None) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        found = packages()
        python = os.path.realpath(sys.executable)
        arguments = [*FLAGS, "-c", _BOOT, str(theirs.fileno()), *import_path(found)]
        line = bubblewrap.command(bwrap, python, found, arguments) if bwrap else [python, *arguments]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own command line
                line,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment(),
                cwd="/",
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.bubblewrapped = bwrap is not None
        self._control = ours
        self._ready = False
        self.landlock = 0  # ABI version, once it is ready
        self._running: set[int] = set()
        self._ended: dict[int, control.Ended] = {}

    def ready(self) -> None:
        """Wait until it can fork. Raises LaunchError with its last words."""
        if not self._ready:
            try:
                answer, _ = self._answer(_START_SECONDS)
            except OSError as error:
                raise LaunchError(f"the zygote does not start: {error}") from error
            if not isinstance(answer, control.Ready):
                raise LaunchError(str(getattr(answer, "reason", answer)))
            self._ready = True
            self.landlock = answer.landlock

    def spawn(self, worker: int, limits: Limits, *, alone: bool) -> "ForkedWorker":
        """Fork a worker. Raises LaunchError."""
        self.ready()
        ours, theirs = socket.socketpair()
        bounds = limits.memory_mb, limits.cpu_seconds, limits.open_files
        request = control.Spawn(worker, alone, *bounds, placement.place())
        try:
            with theirs:
                socket.send_fds(self._control, [control.encode(request)], [theirs.fileno()])
            answer, files = self._answer(_SPAWN_SECONDS)
        except OSError as error:
            ours.close()
            raise LaunchError(f"the zygote is gone: {error}") from error
        if not isinstance(answer, control.Spawned):
            ours.close()
            raise LaunchError(str(getattr(answer, "reason", answer)))
        self._running.add(worker)
        return ForkedWorker(self, worker, files[0], ours.detach())

    def ended(self, worker: int, seconds: float) -> control.Ended | None:
        """How a worker ended; None when nothing is heard of it in time."""
        end = time.monotonic() + seconds
        while worker not in self._ended and (left := end - time.monotonic()) > 0:
            try:
                self._receive(left)
            except (OSError, LaunchError):
                break
        return self._ended.pop(worker, None)

    def forget(self, worker: int) -> None:
        """How this worker ended, or will end, is of no interest any more."""
        self._running.discard(worker)
        self._ended.pop(worker, None)

    def close(self) -> None:
        """Kill it, and with it all of its workers, which die with their parent."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _answer(self, seconds: float) -> tuple[Any, list[int]]:
        """The next message that is not about an ended worker."""
        end = time.monotonic() + seconds
        while True:
            answer, files = self._receive(end - time.monotonic())
            if answer is not None:
                return answer, files

    def _receive(self, seconds: float) -> tuple[Any, list[int]]:
        """One message; an `Ended` is filed instead of returned."""
        self._control.settimeout(max(seconds, 0.001))
        data, files, _, _ = socket.recv_fds(self._control, control.PACKET, 1)
        if not data:
            raise LaunchError(self._last_words())
        answer = control.read_answer(data)
        if isinstance(answer, control.Ended):
            if answer.worker in self._running:
                self._ended[answer.worker] = answer
            return None, files
        return answer, files

    def _last_words(self) -> str:
        try:
            stderr = self._process.communicate(timeout=_NOTICE_SECONDS)[1]
        except subprocess.TimeoutExpired:
            return "it closed its control socket"
        lines = stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with status {self._process.returncode}"


class ForkedWorker:
    """One locked-down process, named by a pidfd: its number may be reused, the descriptor is not."""

    def __init__(self, zygote: Zygote, worker: int, pidfd: int, channel: int) -> None:
        self.channel: Channel = FileChannel(channel)
        self._zygote = zygote
        self._worker = worker
        self._pidfd = pidfd
        self._pid = 0

    def usage(self) -> Usage | None:
        """See `deadline.usage`; its pid in our namespace is in our own fdinfo."""
        if not self._pid:
            lines = Path(f"/proc/self/fdinfo/{self._pidfd}").read_text().splitlines()
            self._pid = next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))
        return usage(self._pid) if self._pid > 0 else None

    def ended(self) -> tuple[int, float] | None:
        """Exit code (minus the signal) and CPU seconds, when it has ended by itself; waits for them briefly."""
        notice = self._zygote.ended(self._worker, _NOTICE_SECONDS)
        return None if notice is None else (os.waitstatus_to_exitcode(notice.status), notice.cpu_seconds)

    def close(self) -> None:
        """Kill it and let go of it."""
        try:
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        except ProcessLookupError:  # it has ended already
            pass
        finally:
            os.close(self._pidfd)
            self.channel.close()
            self._zygote.forget(self._worker)
