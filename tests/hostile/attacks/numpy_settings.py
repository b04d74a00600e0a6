# tries: to change how numpy computes and prints
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    np.seterr(all='raise')
    np.set_printoptions(threshold=0)
    np.errstate = None
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
