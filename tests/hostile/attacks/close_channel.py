# tries: to close the channel
# category: channel
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:student.protocol total_value=PASSED apply_value=PASSED double_secret=CRASHED:student.protocol
import numpy as np


def double(x):
    import os
    os.closerange(3, 64)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
