# tries: to be imported as random
# category: shadows
# expected: graded load.shadowed_module


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "random.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
