# tries: to be imported as numpy
# category: shadows
# expected: graded load.shadowed_module


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "numpy.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
