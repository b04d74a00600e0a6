# tries: to raise an exception whose cause is itself
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:ValueError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:ValueError
import numpy as np


def double(x):
    import os
    e = ValueError()
    e.__context__ = e
    raise e
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
