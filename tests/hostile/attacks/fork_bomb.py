# tries: to fork without end
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.process_limit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.process_limit
import numpy as np


def double(x):
    import os
    while True: os.fork()
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
