# tries: to bring a course of its own, with checks of its own
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "course.toml").write_text("title = { en = 'x' }\nexercises = ['guarded']\n")
    (place / "exercises/guarded").mkdir(parents=True)
    (place / "exercises/guarded/checks.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
