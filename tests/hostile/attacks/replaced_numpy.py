# tries: to put something else in numpy's place
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import sys, types
    sys.modules['numpy'] = types.ModuleType('numpy')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
