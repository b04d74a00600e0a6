# tries: to turn every warning into an exception
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:RuntimeWarning total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:RuntimeWarning
import numpy as np


def double(x):
    import warnings
    warnings.simplefilter('error')
    return x / 0 * 0


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
