# tries: to search all objects for hidden text
# category: reading
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import gc
    print([o for o in gc.get_objects() if isinstance(o, dict) and 'HIDDEN_CANARY' in o])
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
