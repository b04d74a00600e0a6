# tries: to follow the links of the grader's process
# category: reading
# target: double_value
# levels: ABC
# expected: double_value=ERROR:student.exception:PermissionError total_value=PASSED apply_value=PASSED double_secret=ERROR:student.exception:PermissionError
import os


def double(x):
    for process in (os.getppid(), int("@PID@")):
        for name in ("exe", "cwd", "root", "fd/0", "ns/net"):
            try: return [os.readlink(f"/proc/{process}/{name}")]
            except OSError: pass
    raise PermissionError("none")


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
