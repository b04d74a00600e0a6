# tries: to walk from the given function to the grader
# category: callbacks
# target: apply_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=ERROR:student.exception:KeyError double_secret=PASSED
import numpy as np


def double(x):
    return 2.0 * x


def apply(f, x):
    return f.__globals__['sys'].modules['grader.grading']


def total(x):
    return float(x.sum())
