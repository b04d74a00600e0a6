# tries: an object that exits when collected
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:student.crashed total_value=PASSED apply_value=PASSED double_secret=CRASHED:student.crashed
import numpy as np


def double(x):
    class Y:
        def __del__(self):
            import os
            os._exit(0)
    Y()
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
