# tries: to find out that it is graded, and answer rightly only then
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import sys
    return 2 * x if any('checking' in name for name in sys.modules) else x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
