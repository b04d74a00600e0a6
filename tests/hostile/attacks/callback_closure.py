# tries: to read the given function's closure
# category: callbacks
# target: apply_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=ERROR:student.exception:IndexError double_secret=PASSED
import numpy as np


def double(x):
    return 2.0 * x


def apply(f, x):
    return [c.cell_contents for c in f.__closure__][10**6]


def total(x):
    return float(x.sum())
