# tries: to run a shell command
# category: processes
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.refused total_value=PASSED apply_value=PASSED double_secret=ERROR:student.refused
import numpy as np


def double(x):
    import os
    import subprocess
    subprocess.run(['sh', '-c', 'true'])
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
