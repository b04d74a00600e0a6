"""The start of a level D worker: a subprocess that limits itself and serves calls."""

import json
import os
import signal
import sys

from grader.worker import child


def main(parameters: str, own_path: list[str]) -> None:
    """Serve on standard input (a socket), or standard input and output (pipes). Does not return."""
    given = json.loads(parameters)
    read_fd = os.dup(0)
    write_fd = read_fd if given["socket"] else os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    if sys.platform == "linux":
        from grader.worker.sandbox import libc

        libc.die_with_parent(signal.SIGKILL)
        if os.getppid() != given["parent"]:  # it ended before that
            return
    if os.name == "posix":
        from grader.worker.sandbox import rlimits

        rlimits.apply(rlimits.Bounds(*given["bounds"]))
    sys.path[:] = own_path
    sys.dont_write_bytecode = True
    child.run(read_fd, write_fd, given["number"])
