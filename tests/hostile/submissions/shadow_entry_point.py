# tries: to be loaded as an installed plugin
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "evil-1.dist-info").mkdir(parents=True)
    (place / "evil-1.dist-info/entry_points.txt").write_text("[pytest11]\nevil = planted\n")
    (place / "planted.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
