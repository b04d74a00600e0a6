# tries: to load a plugin by pytest.ini
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "pytest.ini").write_text("[pytest]\naddopts = -p planted\n")
    (place / "planted.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
