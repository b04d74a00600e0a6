# tries: a result that broadcasts
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.shape total_value=PASSED apply_value=PASSED double_secret=FAILED:value.shape
import numpy as np


def double(x):
    return 2 * x.ravel()[:1]


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
