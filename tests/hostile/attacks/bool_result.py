# tries: a result of another type that numbers equal
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.dtype total_value=PASSED apply_value=PASSED double_secret=FAILED:value.dtype
import numpy as np


def double(x):
    return 2 * x > 0


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
