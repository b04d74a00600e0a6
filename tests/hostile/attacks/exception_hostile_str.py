# tries: to raise an exception that cannot be shown
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:E total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:E
import numpy as np


def double(x):
    import os
    class E(Exception):
        def __str__(self): raise self
    raise E
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
