# tries: an object that equals everything
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    class Yes:
        def __eq__(self, other): return True
        __array_priority__ = 1e9
    return Yes()


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
