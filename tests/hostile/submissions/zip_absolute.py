# tries: to be unpacked at an absolute path
# category: zips
# expected: refused zip.unsafe_path
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("/tmp/planted.py", "planted")
    return path
