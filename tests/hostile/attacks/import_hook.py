# tries: to see and change every import
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import sys
    class Hook:
        def find_spec(self, *rest): raise SystemExit
    sys.meta_path.insert(0, Hook())
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
