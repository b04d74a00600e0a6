"""Turns a forked child into a worker that can only compute: Landlock, no privileges, limits, seccomp, in that order."""

import os
import signal

from grader.worker.sandbox import landlock, libc, rlimits, seccomp

CHANNEL = 3  # the worker's only open file besides the empty 0, 1 and 2
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


def lock_down(rules: int, channel: int, bounds: rlimits.Bounds, *, alone: bool) -> None:
    """Restrict this process for good. Raises OSError when the kernel refuses a step.

    rules: Landlock ruleset; channel: the socket to the grader, which becomes CHANNEL; alone: in a pid namespace of its
    own, which ends with the zygote's (its parent ends at once, so it must not die with that).
    """
    if not alone:
        libc.die_with_parent(signal.SIGKILL)
    libc.no_new_privileges()
    landlock.restrict(rules)
    libc.drop_capabilities()
    _close_everything_but(channel)
    libc.not_dumpable()
    rlimits.apply(bounds)
    seccomp.install(os.getpid())


def _close_everything_but(channel: int) -> None:
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.dup2(channel, CHANNEL, inheritable=False)
    os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
