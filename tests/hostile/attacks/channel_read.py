# tries: to read the requests before the grader's own worker does
# category: channel
# target: double_value
# levels: ABC
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import os
    for fd in range(3, 12):
        try:
            os.set_blocking(fd, False)
            os.read(fd, 10**6)
        except OSError: pass
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
