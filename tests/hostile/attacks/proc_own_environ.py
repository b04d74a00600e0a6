# tries: to read its own environment from /proc
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    print(open('/proc/self/environ').read())
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
