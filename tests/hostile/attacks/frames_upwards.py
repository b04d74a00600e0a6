# tries: to find the expected value in the frames above
# category: reading
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import sys
    def iter_frames():
        f = sys._getframe()
        while f:
            yield f
            f = f.f_back
    print([k for f in iter_frames() for k in f.f_locals.items() if 'hidden' in str(k) or 'expected' in str(k)])
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
