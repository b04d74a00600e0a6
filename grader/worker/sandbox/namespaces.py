"""Level A: a worker alone in its own user, mount, pid, ipc, uts and cgroup namespaces."""

import os

from grader.worker.sandbox import libc

_NEW_MOUNTS, _NEW_CGROUP, _NEW_UTS = 0x00020000, 0x02000000, 0x04000000  # linux/sched.h, CLONE_NEW*
_NEW_IPC, _NEW_USER, _NEW_PID = 0x08000000, 0x10000000, 0x20000000
_ALL = _NEW_MOUNTS | _NEW_CGROUP | _NEW_UTS | _NEW_IPC | _NEW_USER | _NEW_PID
_DIGITS = 32


def fork_alone() -> int:
    """Fork a child into new namespaces; like `os.fork`, but the child is pid 1 of its own. Raises OSError.

    A pid namespace holds the next child of whoever asked for it, so a process in between asks, forks and ends;
    the caller, who adopts orphans, becomes the parent.
    """
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    try:
        between = os.fork()
        if between == 0:
            return _between(writer)
        os.waitpid(between, 0)
        pid = int(os.read(reader, _DIGITS))  # there is nothing to read (BlockingIOError) when it was killed
    finally:
        os.close(reader)
        os.close(writer)
    if pid < 0:
        raise OSError(-pid, os.strerror(-pid))
    return pid


def _between(writer: int) -> int:
    """Returns 0 in the new worker; ends, after telling its pid or minus the errno, in this process."""
    try:
        libc.unshare(_ALL)
        pid = os.fork()
    except OSError as error:
        pid = -(error.errno or 1)
    if pid == 0:
        return 0
    os.write(writer, b"%d" % pid)
    os._exit(0)
