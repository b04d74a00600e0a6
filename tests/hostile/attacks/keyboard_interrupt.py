# tries: to look like a user's interrupt
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:KeyboardInterrupt total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:KeyboardInterrupt
import numpy as np


def double(x):
    import os
    raise KeyboardInterrupt
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
