# tries: to use up the memory
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.memory_limit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.memory_limit
import numpy as np


def double(x):
    import os
    y = []
    while True: y.append(bytes(10**7))
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
