# tries: to make a namespace of its own
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000) == -1: raise OSError(ctypes.get_errno(), 'refused')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
