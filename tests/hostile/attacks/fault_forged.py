# tries: to blame the grader, so that nothing is decided
# category: channel
# target: double_value
# levels: ABCD
# expected: double_value=UNGRADED:grader.worker_fault total_value=PASSED apply_value=PASSED double_secret=UNGRADED:grader.worker_fault
import numpy as np


def double(x):
    import os
    os._exit(70)


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
