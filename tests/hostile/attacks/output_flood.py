# tries: to print without end
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import os
    for _ in range(10**4): print('x' * 100)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
