# tries: to trace and change what runs after it
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import sys
    sys.settrace(lambda *a: 1 / 0)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
