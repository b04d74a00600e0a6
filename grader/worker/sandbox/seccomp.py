"""A seccomp filter that refuses every system call but the listed ones; see `syscalls` for the list.

The filter is classic BPF (linux/filter.h) over `struct seccomp_data` (linux/seccomp.h): number at offset 0,
architecture at 4, arguments from 16 in 8 bytes each, little-endian. It is built once per process, because signals are
allowed to the process itself only.
"""

import ctypes
import errno
import struct

from grader.worker.sandbox.libc import MACHINE, prctl
from grader.worker.sandbox.syscalls import ARCHITECTURES, AUDIT_ARCH, CREATE, NUMBERS, SPECIAL, TO_SELF

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_ERRNO = 0x00050000
_REFUSE = _ERRNO | errno.EPERM
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_FILE_QUERIES = (0, 1, 2, 3, 4, 1030)  # F_DUPFD F_GETFD F_SETFD F_GETFL F_SETFL F_DUPFD_CLOEXEC; no F_SETOWN: SIGIO
_TTY_QUERIES = (0x5401, 0x5413, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONCLEX FIOCLEX: isatty and close-on-exec


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def supported() -> bool:
    """Whether this architecture has a table."""
    return MACHINE in ARCHITECTURES


def install(pid: int) -> None:
    """Apply the filter to this process, whose own pid is `pid`, for good."""
    program = build(ARCHITECTURES[MACHINE], pid)
    prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(_Program(len(program) // 8, program)))


def build(column: int, pid: int) -> bytes:
    """The filter's instructions, 8 bytes each, for one column of the table of system calls."""
    number = {name: row[column] for name, row in NUMBERS.items()}
    steps = [_load(_ARCH), _skip_if(AUDIT_ARCH[column], 1), _return(_KILL_PROCESS), _load(_NUMBER)]
    for name, plain in number.items():
        if name not in SPECIAL:
            steps += _unless(plain, [_return(_ALLOW)])
    steps += _unless(number["clone3"], [_return(_ERRNO | errno.ENOSYS)])  # libc falls back to clone, which is refused
    for row in CREATE.values():
        steps += _unless(row[column], [_return(_ERRNO | errno.EAGAIN)])
    steps += _unless(number["ioctl"], _only(_ARGUMENTS + 8, _TTY_QUERIES))
    steps += _unless(number["fcntl"], _only(_ARGUMENTS + 8, _FILE_QUERIES))
    steps += _unless(number["prlimit64"], _self_query(pid))
    for name in TO_SELF:
        steps += _unless(number[name], _only(_ARGUMENTS, (pid,)))
    return b"".join([*steps, _return(_REFUSE)])


def _unless(number: int | None, body: list[bytes]) -> list[bytes]:
    """Run `body`, which returns, when the loaded value is `number`; nothing when there is no such call."""
    if number is None:
        return []
    return [struct.pack("<HBBI", _EQUAL, 0, len(body), number), *body]


def _only(offset: int, values: tuple[int, ...]) -> list[bytes]:
    """Allow when the low word at `offset` is one of `values`."""
    checks = [step for value in values for step in _unless(value, [_return(_ALLOW)])]
    return [_load(offset), *checks, _return(_REFUSE)]


def _self_query(pid: int) -> list[bytes]:
    """prlimit: of this process (0 or its pid), and without new limits (third argument null)."""
    null = [_load(_ARGUMENTS + 16), _skip_if(0, 1), _return(_REFUSE)]
    null += [_load(_ARGUMENTS + 20), _skip_if(0, 1), _return(_REFUSE)]
    return [*null, *_only(_ARGUMENTS, (0, pid))]


def _load(offset: int) -> bytes:
    return struct.pack("<HBBI", _LOAD, 0, 0, offset)


def _skip_if(value: int, count: int) -> bytes:
    return struct.pack("<HBBI", _EQUAL, count, 0, value)


def _return(value: int) -> bytes:
    return struct.pack("<HBBI", _RETURN, 0, 0, value)
