# tries: to loop for ever while loading
# category: loading
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np

while True:
    pass


def double(x):
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
