# tries: file names with markup, line breaks and terminal codes
# category: shadows
# expected: graded submission.file_unreadable submission.file_unreadable submission.file_unreadable


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    for name in ("<script>x.py", "a\nb.py", "\x1b[2J.py"):
        (place / name).write_bytes(b"\0")
    return place
