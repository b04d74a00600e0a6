# tries: a source of gigabytes without content
# category: shadows
# expected: refused file.too_large


def build(folder, honest):
    path = folder / "guarded.py"
    with path.open("wb") as file:
        file.truncate(10 << 30)
    return path
