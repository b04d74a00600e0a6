# tries: to load a plugin by tox.ini
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "tox.ini").write_text("[pytest]\naddopts = -p planted\n")
    (place / "planted.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
