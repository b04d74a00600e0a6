# tries: to hand a giant array to the given function
# category: callbacks
# target: apply_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=ERROR:student.memory_limit double_secret=PASSED
import numpy as np


def double(x):
    return 2.0 * x


def apply(f, x):
    return f(np.ones(10**8))


def total(x):
    return float(x.sum())
