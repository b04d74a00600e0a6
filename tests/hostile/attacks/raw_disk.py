# tries: to read the disk below its file system
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    return open('/dev/sda', 'rb').read(10)


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
