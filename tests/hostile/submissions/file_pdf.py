# tries: a document under the name of a source
# category: shadows
# expected: refused file.wrong_type


def build(folder, honest):
    path = folder / "guarded.py"
    path.write_bytes(b"%PDF-1.7 /OpenAction")
    return path
