# tries: to overflow the stack of C
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=TIMEOUT:student.timeout|ERROR:student.memory_limit|CRASHED:student.memory_limit|CRASHED:student.crashed total_value=PASSED apply_value=PASSED double_secret=TIMEOUT:student.timeout|ERROR:student.memory_limit|CRASHED:student.memory_limit|CRASHED:student.crashed
import numpy as np


def double(x):
    import sys
    sys.setrecursionlimit(10**9)
    def f(): return f()
    return f()


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
