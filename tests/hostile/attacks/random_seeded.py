# tries: to make the generators of everybody predictable
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    np.random.seed(0)
    np.random.default_rng = lambda *rest: None
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
