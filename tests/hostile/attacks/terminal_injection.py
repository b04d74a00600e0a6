# tries: to type into the instructor's terminal
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import fcntl, termios
    for fd in range(3):
        fcntl.ioctl(fd, termios.TIOCSTI, b'x')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
