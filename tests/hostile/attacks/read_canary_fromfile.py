# tries: to read a file outside with numpy
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    print(np.fromfile('@CANARY@', dtype='u1').tobytes())
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
