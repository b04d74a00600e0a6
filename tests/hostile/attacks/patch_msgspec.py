# tries: to patch the encoder
# category: values
# target: double_value
# levels: ABCD
# expected: double_value=FAILED:value.wrong total_value=PASSED apply_value=PASSED double_secret=FAILED:value.wrong
import numpy as np


def double(x):
    import msgspec
    msgspec.msgpack.encode = lambda *a: b'PASSED'
    msgspec.msgpack.Encoder = None
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
