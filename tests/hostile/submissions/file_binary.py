# tries: machine code under the name of a source
# category: shadows
# expected: refused file.nul_bytes


def build(folder, honest):
    path = folder / "guarded.py"
    path.write_bytes(b"\x7fELF" + bytes(60))
    return path
