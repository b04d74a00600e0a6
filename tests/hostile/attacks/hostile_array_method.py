# tries: an object whose __array__ raises
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    class Y:
        shape = (2, 3)
        dtype = np.dtype(float)
        def __array__(self, *a, **k): raise SystemExit
    return Y()


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
