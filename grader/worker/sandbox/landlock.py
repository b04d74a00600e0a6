"""Landlock: reading is allowed below a few named places, writing nowhere. Needs Linux 5.13, no privilege.

Source: https://docs.kernel.org/userspace-api/landlock.html. The numbers of the three calls and the bits of the access
rights are the same on every architecture. Older kernels know fewer rights; `abi` tells how many, and seccomp refuses
the calls behind the rest.
"""

import ctypes
import os
from collections.abc import Iterable

from grader.worker.sandbox.libc import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ABI_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR, _WRITE_FILE, _TRUNCATE = 1 << 2, 1 << 3, 1 << 1, 1 << 14
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # number of file access rights by ABI version
_NET_RIGHTS = 0b11  # bind, connect over TCP: from ABI 4
_SCOPES = 0b11  # abstract unix sockets, signals: from ABI 6


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """Version of the kernel's Landlock; raises OSError where there is none."""
    return syscall(_CREATE_RULESET, None, 0, _ABI_VERSION_FLAG)


def ruleset(readable: Iterable[str], devices: Iterable[str]) -> int:
    """A file descriptor of the rules: read below `readable`, read and write `devices`, nothing else."""
    version = abi()
    rights = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    attributes = (ctypes.c_uint64 * 3)(rights, _NET_RIGHTS if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = syscall(_CREATE_RULESET, ctypes.byref(attributes), size, 0)
    for path in readable:
        _allow(rules, path, _READ_FILE | _READ_DIR)
    for path in devices:
        _allow(rules, path, _READ_FILE | _WRITE_FILE | (_TRUNCATE if version >= 3 else 0))
    return rules


def restrict(rules: int) -> None:
    """Apply the rules to this process for good."""
    syscall(_RESTRICT_SELF, rules, 0)


def _allow(rules: int, path: str, rights: int) -> None:
    """Paths that do not exist need no rule; rights that only directories have do not fit a file."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - a hot loop over some 200 entries
            rights &= ~_READ_DIR
        syscall(_ADD_RULE, rules, _RULE_PATH_BENEATH, ctypes.byref(_PathBeneath(rights, place)), 0)
    finally:
        os.close(place)
