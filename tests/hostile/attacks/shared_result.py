# tries: to give one array for every answer
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:call.depends_on_history
import numpy as np

kept = []


def double(x):
    kept.append(x) if not kept else None
    kept[0][...] = kept[0] + x
    return kept[0]


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
