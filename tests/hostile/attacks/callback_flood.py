# tries: to call the given function without end
# category: callbacks
# target: apply_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=CRASHED:student.callback_limit|TIMEOUT:student.timeout double_secret=PASSED
import numpy as np


def double(x):
    return 2.0 * x


def apply(f, x):
    while True:
        f(x)


def total(x):
    return float(x.sum())
