# tries: to use up the descriptors
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.open_files total_value=PASSED apply_value=PASSED double_secret=ERROR:student.open_files
import numpy as np


def double(x):
    import os
    y = [os.open('/dev/null', 0) for _ in range(10**6)]
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
