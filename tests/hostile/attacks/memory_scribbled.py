# tries: to overwrite objects in memory
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:student.crashed total_value=PASSED apply_value=PASSED double_secret=CRASHED:student.crashed
import numpy as np


def double(x):
    import ctypes
    ctypes.memset(id(1.0), 0, 8)
    ctypes.memset(id(True), 255, 24)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
