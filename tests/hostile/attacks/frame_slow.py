# tries: to send a frame byte by byte
# category: channel
# target: double_value
# levels: ABCD
# expected: double_value=TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=TIMEOUT:student.timeout
import numpy as np


def double(x):
    import os
    import time
    for b in b'bkc1' * 100:
        for fd in range(3, 8):
            try: os.write(fd, bytes([b]))
            except OSError: pass
        time.sleep(0.1)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
