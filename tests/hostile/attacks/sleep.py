# tries: to sleep for ever
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=TIMEOUT:student.timeout
import numpy as np


def double(x):
    import os
    import time
    time.sleep(3600)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
