# tries: to read a file with fopen of the C library
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR total_value=PASSED apply_value=PASSED double_secret=ERROR
import numpy as np


def double(x):
    import ctypes
    print(ctypes.CDLL(None).fopen(b'@CANARY@', b'r') or 1/0)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
