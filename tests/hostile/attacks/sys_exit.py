# tries: to leave with sys.exit
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:SystemExit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:SystemExit
import numpy as np


def double(x):
    import os
    import sys
    sys.exit(0)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
