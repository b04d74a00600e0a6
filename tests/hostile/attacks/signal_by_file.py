# tries: to have the kernel signal the grader for it
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import fcntl
    fcntl.fcntl(3, fcntl.F_SETOWN, @PID@)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
