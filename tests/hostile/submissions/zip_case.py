# tries: two names that Windows and macOS take for one
# category: zips
# expected: refused zip.duplicate_names
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("Guarded.PY", "planted")
    return path
