# tries: to ignore every signal and loop
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=TIMEOUT:student.timeout
import numpy as np


def double(x):
    import os
    import signal
    for s in range(1, 32):
        if s not in (9, 19): signal.signal(s, signal.SIG_IGN)
    while True: pass
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
