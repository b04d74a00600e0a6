# tries: to act when its process ends
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:SystemExit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:SystemExit
import numpy as np


def double(x):
    import atexit, os
    atexit.register(os.abort)
    raise SystemExit(0)


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
