# tries: a constant that takes for ever to fold
# category: loading
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np

Y = 9 ** 9 ** 9 ** 9


def double(x):
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
