"""Resource limits of a worker, where the platform has them (not on Windows)."""

import resource
from typing import NamedTuple


class Bounds(NamedTuple):
    """What a worker may use of the things that the kernel counts."""

    memory_mb: int  # address space
    cpu_seconds: int
    open_files: int


def apply(bounds: Bounds) -> None:
    """Bound address space, CPU time (SIGXCPU, one second later SIGKILL), open files and file size of this process."""
    _lower(resource.RLIMIT_CPU, bounds.cpu_seconds, bounds.cpu_seconds + 1)
    _lower(resource.RLIMIT_AS, bounds.memory_mb << 20)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, bounds.open_files)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NPROC, 0)  # no new process or thread, unless this is root


def _lower(kind: int, soft: int, hard: int | None = None) -> None:
    """A limit that is lower already stays; macOS refuses some limits with ValueError, and the rest still counts."""
    ceiling = resource.getrlimit(kind)[1]
    wanted = hard or soft
    if ceiling != resource.RLIM_INFINITY:
        wanted = min(wanted, ceiling)
    try:
        resource.setrlimit(kind, (min(soft, wanted), wanted))
    except ValueError:
        return
