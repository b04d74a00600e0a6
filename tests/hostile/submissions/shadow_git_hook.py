# tries: to run code by a hook of git
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / ".git/hooks").mkdir(parents=True)
    (place / ".git/hooks/post-checkout").write_text("#!/bin/sh\ntouch planted\n")
    return place
