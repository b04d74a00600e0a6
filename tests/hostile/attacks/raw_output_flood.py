# tries: to write megabytes to descriptor 1
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import os
    for _ in range(100): os.write(1, b'x' * 10**5)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
