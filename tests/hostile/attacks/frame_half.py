# tries: to send half a frame
# category: channel
# target: double_value
# levels: ABCD
# expected: double_value=TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=TIMEOUT:student.timeout
import numpy as np


def double(x):
    import os
    for fd in range(3, 64):
        try: os.write(fd, b'bkc1' + (2).to_bytes(4, 'little') + (100).to_bytes(4, 'little') + bytes(8))
        except OSError: pass
    while True: pass
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
