# tries: to hand junk to the given function
# category: callbacks
# target: apply_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=ERROR:student.exception:TypeError double_secret=PASSED
import numpy as np


def double(x):
    return 2.0 * x


def apply(f, x):
    return f(object(), {1, 2}, __class__=len)


def total(x):
    return float(x.sum())
