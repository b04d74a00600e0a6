# tries: to hide the way out in the middle of a path
# category: zips
# expected: refused zip.unsafe_path
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("a/../../planted.py", "planted")
    return path
