# tries: to change an answer after it was given
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    global kept
    kept = x.copy()
    import atexit
    atexit.register(lambda: kept.__imul__(2))
    return kept


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
