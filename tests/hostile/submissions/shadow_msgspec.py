# tries: to be imported as msgspec
# category: shadows
# expected: graded load.shadowed_module


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "msgspec.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
