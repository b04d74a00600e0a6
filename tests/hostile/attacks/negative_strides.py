# tries: the input backwards in memory
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    return (2 * x)[::-1, ::-1] if x.ndim == 2 else x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
