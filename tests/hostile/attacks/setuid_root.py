# tries: to become root
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    os.setuid(0)
    os.setgid(0)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
