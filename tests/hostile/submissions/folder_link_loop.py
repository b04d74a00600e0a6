# tries: links that lead in a circle
# category: shadows
# expected: graded submission.link_ignored


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "notes.py").symlink_to("notes.py")
    return place
