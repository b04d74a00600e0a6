# tries: to start a thread
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.thread_limit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.thread_limit
import numpy as np


def double(x):
    import os
    import threading
    threading.Thread(target=print).start()
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
