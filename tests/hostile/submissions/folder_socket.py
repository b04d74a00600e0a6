# tries: a socket that looks like a source
# category: shadows
# expected: graded
import os
import socket


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(place / "notes.py"))
    return place
