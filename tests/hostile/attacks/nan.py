# tries: not-a-number everywhere
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.finite total_value=PASSED apply_value=PASSED double_secret=FAILED:value.finite
import numpy as np


def double(x):
    return np.full(x.shape, np.nan)


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
