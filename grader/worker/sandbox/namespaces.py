"""Level A: a worker alone in its own user, mount, pid, ipc, uts and cgroup namespaces."""

import os

from grader.worker.sandbox import libc

_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID = (
    0x00020000,
    0x02000000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
)
_EXIT_REFUSED = 72


def fork_alone() -> int:
    """Fork a child into new namespaces; like `os.fork`, but the child is pid 1 of its own. Raises OSError.

    A pid namespace holds the next child of whoever asked for it, so a process in between asks, forks and ends;
    the caller, who adopts orphans, becomes the parent.
    """
    reader, writer = os.pipe()
    between = os.fork()
    if between == 0:
        return _between(reader, writer)
    os.close(writer)
    report = os.read(reader, 32)
    os.close(reader)
    os.waitpid(between, 0)
    pid = int(report or b"-1")
    if pid <= 0:
        raise OSError(-pid, os.strerror(-pid))
    return pid


def _between(reader: int, writer: int) -> int:
    os.close(reader)
    try:
        libc.unshare(_NEWUSER | _NEWNS | _NEWPID | _NEWIPC | _NEWUTS | _NEWCGROUP)
        pid = os.fork()
    except OSError as error:
        os.write(writer, b"%d" % -(error.errno or 1))
        os._exit(_EXIT_REFUSED)
    if pid == 0:
        os.close(writer)
        return 0
    os.write(writer, b"%d" % pid)
    os._exit(0)
