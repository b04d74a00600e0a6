# tries: to be found as a virtual environment
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "venv").mkdir(parents=True)
    (place / "venv/pyvenv.cfg").write_text("home = /")
    (place / "venv/lib").mkdir(parents=True)
    (place / "venv/lib/guarded.py").write_text("planted")
    return place
