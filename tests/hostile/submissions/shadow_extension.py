# tries: machine code instead of the source beside it
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "guarded.cpython-311-x86_64-linux-gnu.so").write_bytes(b"\x7fELF" + bytes(60))
    return place
