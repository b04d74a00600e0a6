# tries: a link to a file of the machine
# category: shadows
# expected: graded submission.link_ignored


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "notes.py").symlink_to("/etc/passwd")
    return place
