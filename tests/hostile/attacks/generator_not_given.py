# tries: to hand back a generator that it was never given
# category: channel
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:student.protocol total_value=PASSED apply_value=PASSED double_secret=CRASHED:student.protocol
import os

import msgspec


def double(x):
    for call in range(1, 20):
        structure = msgspec.msgpack.encode(["returned", None, None, [], [], [[0, bytes(37)]], ""])
        frame = b"bkc1" + call.to_bytes(4, "little") + len(structure).to_bytes(4, "little") + bytes(8) + structure
        for fd in range(3, 64):
            try: os.write(fd, frame)
            except OSError: pass
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
