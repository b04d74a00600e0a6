# tries: to make a namespace of its own
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR total_value=PASSED apply_value=PASSED double_secret=ERROR
import numpy as np


def double(x):
    import os
    import ctypes
    if ctypes.CDLL(None).unshare(0x10000000) == -1: raise OSError
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
