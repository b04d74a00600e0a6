# tries: folders as deep as a path may be long
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    deep = place
    for _ in range(150):
        deep = deep / "a"
        deep.mkdir()
    return place
