# tries: to import the solutions
# category: reading
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:ModuleNotFoundError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:ModuleNotFoundError
import numpy as np


def double(x):
    import os
    print(__import__('solutions.guarded.guarded'))
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
