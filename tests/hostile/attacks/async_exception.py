# tries: to raise an exception in the thread that grades
# category: ending
# target: double_value
# levels: ABCD
# expected: double_value=ERROR:student.exception:SystemExit total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:SystemExit
import numpy as np


def double(x):
    import ctypes, threading
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(threading.get_ident()), ctypes.py_object(SystemExit))
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
