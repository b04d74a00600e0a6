# tries: to fill the disk
# category: writing
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    f = open('@DIR@/big', 'wb')
    while True: f.write(bytes(2**20))
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
