# tries: a result of a hundred megabytes by strides
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    return np.broadcast_to(2.0, (10**5, 10**5))


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
