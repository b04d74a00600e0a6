# tries: to fork by the C library
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.process_limit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.process_limit
import numpy as np


def double(x):
    import os
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.fork() == -1: raise OSError(ctypes.get_errno(), 'refused')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
