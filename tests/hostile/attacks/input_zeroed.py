# tries: to make the expected value wrong by changing the input in place
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    x[...] = 0
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
