# tries: a file name that is no UTF-8
# category: shadows
# expected: graded submission.file_unreadable
import os


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / os.fsdecode(b"\xff.py")).write_bytes(b"\0")
    return place
