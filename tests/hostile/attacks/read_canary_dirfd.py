# tries: to open relative to a directory descriptor
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    print(os.open('@CANARY@'[1:], os.O_RDONLY, dir_fd=os.open('/', os.O_PATH)))
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
