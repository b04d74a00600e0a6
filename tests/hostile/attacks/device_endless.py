# tries: to read an endless device
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.memory_limit|TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=ERROR:student.memory_limit|TIMEOUT:student.timeout
import numpy as np


def double(x):
    return open('/dev/zero', 'rb').read()


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
