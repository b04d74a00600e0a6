# tries: an array subclass that agrees with everything
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    class Yes(np.ndarray):
        def __eq__(self, o): return True
        def __array_ufunc__(self, *a, **k): return True
    return x.view(Yes)


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
