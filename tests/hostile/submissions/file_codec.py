# tries: a declared codec that hides code or runs for ever
# category: shadows
# expected: graded


def build(folder, honest):
    path = folder / "guarded.py"
    path.write_text("# -*- coding: punycode -*-\n" + honest)
    return path
