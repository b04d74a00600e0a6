# tries: compiled code instead of the source beside it
# category: shadows
# expected: graded
import importlib.util
import marshal


def build(folder, honest):
    place = folder / "work"
    place.mkdir()
    (place / "guarded.py").write_text(honest)
    code = compile(f"open({str(folder / 'planted')!r}, 'w')", "guarded.py", "exec")
    header = importlib.util.MAGIC_NUMBER + bytes(12)
    (place / "guarded.pyc").write_bytes(header + marshal.dumps(code))
    return place
