# tries: to leave with sys.exit while loading
# category: loading
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np

import sys
sys.exit(0)


def double(x):
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
