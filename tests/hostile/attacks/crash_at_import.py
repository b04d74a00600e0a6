# tries: to crash in C while loading
# category: loading
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED total_value=CRASHED apply_value=CRASHED double_secret=CRASHED
import numpy as np

import ctypes
ctypes.string_at(0)


def double(x):
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
