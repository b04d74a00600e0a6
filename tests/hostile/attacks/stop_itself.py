# tries: to stop its own process
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:OSError|TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:OSError|TIMEOUT:student.timeout
import numpy as np


def double(x):
    import os
    import signal
    os.kill(os.getpid(), signal.SIGSTOP)
    raise OSError
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
