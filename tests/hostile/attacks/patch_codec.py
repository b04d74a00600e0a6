# tries: to patch the worker's own modules
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import sys
    for n, m in list(sys.modules.items()):
        if n.startswith('grader.worker'):
            for k in list(vars(m)): setattr(m, k, None)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
