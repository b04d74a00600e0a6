# tries: an object that runs code when unpickled
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    class Y:
        def __reduce__(self): return (print, ('@CANARY@',))
    return Y()


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
