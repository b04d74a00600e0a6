# tries: to answer rightly only the first time
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:call.depends_on_history
import numpy as np

count = []


def double(x):
    count.append(x)
    return 2 * x if len(count) == 1 else x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
