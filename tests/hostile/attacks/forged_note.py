# tries: to have the report say that it earned full marks
# category: channel
# target: double_value
# levels: ABCD
# expected: double_value=CRASHED:student.protocol total_value=CRASHED:student.protocol apply_value=CRASHED:student.protocol double_secret=CRASHED:student.protocol
import os

import msgspec

STATE = {"status": "ready", "line": 1, "cell": None, "definitions": 1, "raised": None}
NOTE = {"code": "report.points", "facts": {"points": "8", "max_points": "8"}, "line": None, "cell": None}


def forged():
    loaded = {"functions": {n: STATE for n in ("double", "total", "apply")}, "notes": [NOTE], "skipped_may_matter": False, "syntax_errors": []}
    structure = msgspec.msgpack.encode(["loaded", loaded])
    frame = b"bkc1" + (1).to_bytes(4, "little") + len(structure).to_bytes(4, "little") + bytes(8) + structure
    for fd in range(3, 64):
        try: os.write(fd, frame)
        except OSError: pass


SENT = forged()


def double(x, sent=SENT):
    return x


def total(x, sent=SENT):
    return float(x.sum())


def apply(f, x, sent=SENT):
    return float(f(x))
