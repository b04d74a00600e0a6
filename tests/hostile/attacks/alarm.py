# tries: to be ended by a signal of its own
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:student.crashed|FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=CRASHED:student.crashed|FAILED:value.wrong
import numpy as np


def double(x):
    import os, signal, time
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.2)
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
