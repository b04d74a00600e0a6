# tries: to recurse without end
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:RecursionError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:RecursionError
import numpy as np


def double(x):
    import os
    return double(x)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
