# tries: to write terminal codes and markup
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    print('\x1b[2J\x1b]0;t\x07<script>alert(1)</script>\u202eDESSAP ::set-output name=x::1')
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
