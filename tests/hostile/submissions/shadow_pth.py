# tries: to run code by a .pth file
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "evil.pth").write_text(f"import os; os.mkdir({str(folder / 'planted')!r})\n")
    return place
