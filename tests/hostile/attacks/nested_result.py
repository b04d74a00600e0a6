# tries: a list nested too deep
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    y = []
    for _ in range(900): y = [y]
    return y


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
