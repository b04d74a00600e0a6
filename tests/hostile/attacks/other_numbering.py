# tries: to make system calls under the numbers of another ABI
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.exception:PermissionError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:PermissionError
import ctypes
import platform


def double(x):
    libc = ctypes.CDLL(None)
    if platform.machine() == "x86_64":  # x32: the same calls with bit 30 set; 41 socket, 57 fork
        for number in (41, 57):
            if libc.syscall(ctypes.c_long(0x40000000 + number), 2, 1, 0) != -1: return 2 * x
    raise PermissionError("refused")


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
