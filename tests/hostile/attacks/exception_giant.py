# tries: to raise an exception of megabytes
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:EEEEEEEEEEEEEEEEEEEE total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:EEEEEEEEEEEEEEEEEEEE
import numpy as np


def double(x):
    import os
    raise type('E' * 10**6, (Exception,), {})('m' * 10**6)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
