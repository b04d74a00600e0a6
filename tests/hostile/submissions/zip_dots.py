# tries: two spellings of one path
# category: zips
# expected: refused zip.duplicate_names
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("./guarded.py", "planted")
    return path
