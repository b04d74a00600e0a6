# tries: to drown its process in signals
# category: resources
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:RecursionError|TIMEOUT:student.timeout total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:RecursionError|TIMEOUT:student.timeout
import numpy as np


def double(x):
    import os, signal
    signal.signal(signal.SIGUSR1, lambda *rest: os.kill(os.getpid(), signal.SIGUSR1))
    os.kill(os.getpid(), signal.SIGUSR1)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
