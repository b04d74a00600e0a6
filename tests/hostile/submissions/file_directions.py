# tries: characters that make the source read otherwise than it runs
# category: shadows
# expected: graded


def build(folder, honest):
    path = folder / "guarded.py"
    path.write_text(honest + "# \u202e evil \u2066\n", encoding="utf-8")
    return path
