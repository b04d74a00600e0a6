"""The process that workers are forked from: a python with numpy loaded that knows no check, no solution and no student.

Theory of operation. The grader starts it once (`grader.worker.launch`), with an emptied environment, inside bubblewrap
where that works. It loads numpy and what student code commonly imports, prepares the Landlock rules, says `Ready`, and
then does two things: it forks a worker for every `Spawn`, and it tells with `Ended` how each worker ended, which only
the parent can know. Memory is inherited by fork, so nothing secret may ever come here: a `Spawn` names limits only.

A worker is locked down (`grader.worker.sandbox.lockdown`) before it reads its first byte. All it then shares with this
process is code. The zygote ends when the grader closes the control socket, by will or by dying; the workers of a plain
zygote die with it (PDEATHSIG), inside bubblewrap, where the zygote is pid 1, all of them do.

May fail: the kernel may refuse Landlock or namespaces (`Refused`, the grader takes a lower level); a fork may fail for
lack of memory (`Refused` for that worker).
"""

import contextlib
import gc
import importlib
import os
import selectors
import socket
import sys
import sysconfig
from pathlib import Path

import msgspec
import numpy as np

from grader.worker import child, control, placement
from grader.worker.protocol import EXIT_FAULT
from grader.worker.sandbox import landlock, libc, namespaces, rlimits, seccomp
from grader.worker.sandbox.lockdown import CHANNEL, DEVICES, lock_down

_PRELOADED = (
    "numpy.random numpy.linalg numpy.fft numpy.testing numpy.polynomial abc argparse array ast bisect "
    "calendar cmath collections contextlib copy csv ctypes dataclasses datetime decimal enum fractions "
    "functools hashlib "
    "heapq inspect io itertools json logging math numbers operator pathlib pickle platform pprint queue random re "
    "secrets shutil statistics string struct tempfile textwrap threading time timeit traceback types typing unittest "
    "uuid warnings weakref zlib"
)
_PACKAGES = {"site-packages", "dist-packages"}


class Zygote:
    """Serves the control socket."""

    def __init__(self, connection: socket.socket, rules: int) -> None:
        self._connection = connection
        self._rules = rules
        self._selector = selectors.DefaultSelector()
        self._selector.register(connection, selectors.EVENT_READ)

    def serve(self) -> None:
        """Fork and reap until the grader is gone."""
        while True:
            for key, _ in self._selector.select():
                if key.data is not None:
                    self._reap(key.fd, *key.data)
                elif not self._spawn():
                    return

    def _spawn(self) -> bool:
        data, files, _, _ = socket.recv_fds(self._connection, control.PACKET, 1)
        if not data:
            return False
        (channel,) = files
        spawn = control.read_spawn(data)
        try:
            pid = namespaces.fork_alone() if spawn.alone else os.fork()
        except OSError as error:
            self._send(control.Refused(f"cannot fork a worker: {error}"))
        else:
            if pid == 0:
                self._become_worker(spawn, channel)
            self._watch(spawn.worker, pid)
        os.close(channel)
        return True

    def _become_worker(self, spawn: control.Spawn, channel: int) -> None:
        try:
            placement.take(spawn.processor)
            bounds = rlimits.Bounds(spawn.memory_mb, spawn.cpu_seconds, spawn.open_files)
            lock_down(self._rules, channel, bounds, alone=spawn.alone)
            child.run(CHANNEL, CHANNEL, spawn.worker)
        finally:
            os._exit(EXIT_FAULT)

    def _watch(self, worker: int, pid: int) -> None:
        pidfd = os.pidfd_open(pid)
        self._selector.register(pidfd, selectors.EVENT_READ, (worker, pid))
        self._send(control.Spawned(worker), pidfd)

    def _reap(self, pidfd: int, worker: int, pid: int) -> None:
        _, status, usage = os.wait4(pid, 0)
        self._selector.unregister(pidfd)
        os.close(pidfd)
        self._send(control.Ended(worker, status, usage.ru_utime + usage.ru_stime))

    def _send(self, message: msgspec.Struct, *files: int) -> None:
        with contextlib.suppress(BrokenPipeError):  # the grader is gone: the next read tells
            socket.send_fds(self._connection, [control.encode(message)], files)


def readable() -> list[str]:
    """Where a worker may read: the standard library without the packages installed in it, numpy, msgspec, libraries."""
    stdlib = Path(os.__file__).parent
    places = [entry for entry in stdlib.iterdir() if entry.name not in _PACKAGES]
    for package in (np, msgspec):
        root = Path(next(iter(package.__path__)))
        places += [root, root.with_name(f"{root.name}.libs")]
    multiarch = sysconfig.get_config_var("MULTIARCH")
    if multiarch:
        places += [Path("/lib", multiarch), Path("/usr/lib", multiarch)]
    return [str(place) for place in places]


def main(connection_fd: int, own_path: list[str]) -> None:
    """Run a zygote on an inherited control socket. `own_path` is what student code finds on `sys.path`."""
    connection = socket.socket(fileno=connection_fd)
    for name in _PRELOADED.split():
        importlib.import_module(name)
    sys.path[:] = own_path
    sys.dont_write_bytecode = True
    try:
        rules = landlock.ruleset(readable(), DEVICES)
    except OSError as error:
        connection.send(control.encode(control.Refused(f"Landlock: {error.strerror}")))
        return
    if not seccomp.supported():
        connection.send(control.encode(control.Refused(f"seccomp: no table for {libc.MACHINE}")))
        return
    libc.adopt_orphans()
    gc.collect()
    gc.freeze()
    connection.send(control.encode(control.Ready(landlock.abi())))
    Zygote(connection, rules).serve()
