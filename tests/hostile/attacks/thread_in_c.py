# tries: to start a thread from C
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.exception:PermissionError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:PermissionError
import ctypes


def double(x):
    libc = ctypes.CDLL(None)
    if libc.pthread_create(ctypes.byref(ctypes.c_ulong()), None, libc.pause, None): raise PermissionError("refused")
    return 2 * x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
