# tries: to raise GeneratorExit
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:GeneratorExit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:GeneratorExit
import numpy as np


def double(x):
    import os
    raise GeneratorExit
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
