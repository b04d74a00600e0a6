# tries: to change an answer from a timer's signal after it was given
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import signal

KEPT = []


def ring(*_):
    for array in KEPT: array[...] *= 2


def double(x):
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    KEPT[:] = [x.copy()]
    return -KEPT[0]


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
