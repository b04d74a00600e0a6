# tries: to read a file with fopen of the C library
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    if not libc.fopen(b'@CANARY@', b'r'): raise OSError(ctypes.get_errno(), 'fopen')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
