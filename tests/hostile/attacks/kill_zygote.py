# tries: to kill the process it was forked from
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.exception:OSError|ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:OSError|ERROR:student.refused
import numpy as np


def double(x):
    import os
    os.kill(os.getppid() or 1, 9)
    raise OSError
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
