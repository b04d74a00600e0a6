# tries: to load a plugin by pyproject.toml
# category: shadows
# expected: graded


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    (place / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '-p planted'\n")
    (place / "planted.py").write_text(f"open({str(folder / 'planted')!r}, 'w')\n")
    return place
