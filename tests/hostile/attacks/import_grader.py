# tries: to import the grader
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import os
    print(__import__('grader.grading.judge'))
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
