# tries: to put a file in the channel's place
# category: channel
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:student.crashed total_value=PASSED apply_value=PASSED double_secret=CRASHED:student.crashed
import numpy as np


def double(x):
    import os
    null = os.open('/dev/null', os.O_RDWR)
    for fd in range(3, 12):
        if fd != null: os.dup2(null, fd)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
