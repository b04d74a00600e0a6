# tries: to list a folder through a descriptor that only names it
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.exception:OSError|ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:OSError|ERROR:student.refused
import os


def double(x):
    return os.listdir(os.open("@DIR@", os.O_PATH))


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
