# tries: to make every allocation collect
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=TIMEOUT:student.timeout
import numpy as np


def double(x):
    import gc
    gc.callbacks.append(lambda *rest: [[] for _ in range(10**5)])
    gc.set_threshold(1)
    while True: [[] for _ in range(100)]


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
