# tries: to be obeyed as conftest.py
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "conftest.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
