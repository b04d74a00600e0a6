# tries: to crash in C while loading
# category: loading
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:load.crashed total_value=CRASHED:load.crashed apply_value=CRASHED:load.crashed double_secret=CRASHED:load.crashed
import numpy as np

import ctypes
ctypes.string_at(0)


def double(x):
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
