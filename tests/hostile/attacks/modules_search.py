# tries: to search all modules for the grader's own
# category: reading
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import sys
    print([m for m in sys.modules if m.endswith(('checks', 'judge', 'grading')) and 'grader' in m])
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
