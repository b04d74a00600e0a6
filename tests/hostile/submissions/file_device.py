# tries: an endless device as the submission
# category: shadows
# expected: refused path.unreadable


def build(folder, honest):
    path = folder / "guarded.py"
    path.symlink_to("/dev/zero")
    return path
