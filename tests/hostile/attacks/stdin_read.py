# tries: to wait for what the instructor types
# category: reading
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    import sys
    return sys.stdin.read()


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
