# tries: to read the grader's memory with process_vm_readv
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.process_vm_readv(@PID@, 0, 0, 0, 0, 0) == -1: raise OSError(ctypes.get_errno(), 'refused')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
