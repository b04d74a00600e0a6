# tries: to leave shared memory
# category: writing
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    from multiprocessing import shared_memory
    shared_memory.SharedMemory(create=True, size=64)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
