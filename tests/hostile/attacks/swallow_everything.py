# tries: to swallow every exception and loop
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=TIMEOUT:student.timeout
import numpy as np


def double(x):
    import os
    while True:
        try:
            while True: pass
        except BaseException: pass
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
