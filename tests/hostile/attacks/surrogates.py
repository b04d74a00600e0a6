# tries: text that is no UTF-8
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.type total_value=PASSED apply_value=PASSED double_secret=FAILED:value.type
import numpy as np


def double(x):
    print('\ud800')
    return '\udfff'


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
