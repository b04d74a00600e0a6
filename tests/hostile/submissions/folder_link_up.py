# tries: a link to the folder above
# category: shadows
# expected: graded submission.link_ignored


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "up").symlink_to("..")
    return place
