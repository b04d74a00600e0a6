# tries: one name in the directory, another beside the data
# category: zips
# expected: refused zip.damaged
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
    path.write_bytes(path.read_bytes().replace(b"guarded.py", b"planted.py", 1))
    return path
