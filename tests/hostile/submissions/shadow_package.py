# tries: to be imported as a package numpy
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "numpy").mkdir(parents=True)
    (place / "numpy/__init__.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
