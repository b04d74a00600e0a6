"""The attacks that a sandbox must refuse, tried for real in a throwaway worker. Each answers why it failed."""

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path


def _read(canary: str, _grader: int) -> None:
    Path(canary).read_bytes()


def _write(canary: str, _grader: int) -> None:
    Path(canary).with_name("written-by-the-probe").write_bytes(b"")


def _network(_canary: str, _grader: int) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()


def _fork(_canary: str, _grader: int) -> None:
    if os.fork() == 0:
        os._exit(0)


def _thread(_canary: str, _grader: int) -> None:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def _execute(_canary: str, _grader: int) -> None:
    os.execv("/bin/true", ["true"])  # noqa: S606 - an attack


def _signal(_canary: str, grader: int) -> None:
    os.kill(grader, 0)


ATTEMPTS: dict[str, Callable[[str, int], None]] = {
    "files.read": _read,
    "files.write": _write,
    "network": _network,
    "processes.fork": _fork,
    "processes.thread": _thread,
    "processes.signal": _signal,
    "processes.execute": _execute,
}


def all_attempts(canary: str, grader: int) -> list[tuple[str, bool, str]]:
    """Name, whether it was refused, and why, of each attempt on a file and a process that exist."""
    results = []
    for name, attempt in ATTEMPTS.items():
        try:
            attempt(canary, grader)
        except (OSError, RuntimeError) as error:
            results.append((name, True, str(error)))
        else:
            results.append((name, False, "it succeeded"))
    return results
