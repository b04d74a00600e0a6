# tries: to lift its own limits
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.exception:ValueError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:ValueError
import numpy as np


def double(x):
    import os
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
