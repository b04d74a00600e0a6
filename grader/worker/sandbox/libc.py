"""The few system calls that the standard library does not offer, through libc."""

import ctypes
import os
import platform

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.prctl.restype = ctypes.c_int

MACHINE = platform.machine()

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_CHILD_SUBREAPER = 36
_CAPABILITY_VERSION_3 = 0x20080522
_CAPSET = {"x86_64": 126, "aarch64": 91}


def syscall(number: int, *args: object) -> int:
    """Raises OSError with the kernel's errno."""
    plain = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    return _checked(_libc.syscall(ctypes.c_long(number), *plain))


def prctl(option: int, *args: object) -> None:
    """Raises OSError with the kernel's errno."""
    plain = [ctypes.c_ulong(arg) if isinstance(arg, int) else arg for arg in args]
    plain += [ctypes.c_ulong(0)] * (4 - len(plain))
    _checked(_libc.prctl(option, *plain))


def unshare(flags: int) -> None:
    """Move this process (its next child, for a pid namespace) into new namespaces."""
    _checked(_libc.unshare(ctypes.c_int(flags)))


def no_new_privileges() -> None:
    """Executing a file never gives this process more rights; a precondition of Landlock and seccomp without root."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def not_dumpable() -> None:
    """No core dump, and nobody of the same user may trace this process or read its memory."""
    prctl(_PR_SET_DUMPABLE, 0)


def die_with_parent(signal: int) -> None:
    """Send `signal` to this process when the thread that forked it ends."""
    prctl(_PR_SET_PDEATHSIG, signal)


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose parent ends."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)


def drop_capabilities() -> None:
    """Give up what being root allows, apart from owning root's files."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    syscall(_CAPSET[MACHINE], ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
