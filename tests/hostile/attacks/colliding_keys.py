# tries: to keep the grader busy with ten thousand keys of one hash
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    return {np.complex128(complex(-1000003.0 * k, k)): None for k in range(300)}


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
