# tries: a fifo that blocks who reads it, as the submission
# category: shadows
# expected: refused path.unreadable
import os


def build(folder, honest):
    path = folder / "guarded.py"
    os.mkfifo(path)
    return path
