# tries: to raise a BaseException of its own
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:Mine total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:Mine
import numpy as np


def double(x):
    import os
    raise type('Mine', (BaseException,), {})
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
