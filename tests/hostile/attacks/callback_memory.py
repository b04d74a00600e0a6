# tries: to fill the grader's memory through the given function
# category: callbacks
# target: apply_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=CRASHED:student.callback_memory|TIMEOUT:student.timeout double_secret=PASSED
import numpy as np


def double(x):
    return 2 * x


def total(x):
    return float(x.sum())


def apply(f, x):
    x = np.zeros(2**22)
    while True: f(x)
