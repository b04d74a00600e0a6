# tries: to load machine code of its own
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.exception:OSError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:OSError
import numpy as np


def double(x):
    import ctypes
    ctypes.CDLL('@DIR@/canary')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
