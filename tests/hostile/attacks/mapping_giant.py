# tries: to map more memory than there is
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.memory_limit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.memory_limit
import numpy as np


def double(x):
    import mmap
    maps = []
    while True: maps.append(mmap.mmap(-1, 1 << 26))


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
