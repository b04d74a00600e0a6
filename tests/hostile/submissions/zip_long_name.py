# tries: a name of thousands of characters
# category: zips
# expected: refused zip.unsafe_path
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("a" * 5000 + ".py", "planted")
    return path
