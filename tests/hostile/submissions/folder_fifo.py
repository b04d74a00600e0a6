# tries: a fifo that blocks who reads it
# category: shadows
# expected: graded
import os


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    os.mkfifo(place / "notes.py")
    return place
