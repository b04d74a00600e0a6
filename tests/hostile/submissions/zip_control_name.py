# tries: to write terminal codes by a file's name
# category: zips
# expected: refused zip.unsafe_path
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("\x1b[2J.py", "planted")
    return path
