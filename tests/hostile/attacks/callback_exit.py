# tries: to end in the middle of callbacks
# category: callbacks
# target: apply_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=CRASHED:student.crashed double_secret=PASSED
import numpy as np


def double(x):
    return 2.0 * x


def apply(f, x):
    import os
    f(x)
    os._exit(0)


def total(x):
    return float(x.sum())
