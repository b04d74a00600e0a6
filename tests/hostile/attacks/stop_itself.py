# tries: to stop its own process
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED|ERROR|TIMEOUT total_value=PASSED apply_value=PASSED double_secret=CRASHED|ERROR|TIMEOUT
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
