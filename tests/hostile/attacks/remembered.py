# tries: to answer from a table of the public inputs
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=PASSED total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    table = {1.0: 2, 5.0: 2}
    return table.get(x.flat[0], 0) * x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
