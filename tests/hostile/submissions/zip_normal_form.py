# tries: two names that macOS takes for one
# category: zips
# expected: refused zip.duplicate_names
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("caf\u00e9.py", "x = 1")
        archive.writestr("cafe\u0301.py", "x = 2")
    return path
