# tries: content that is not what the archive says
# category: zips
# expected: refused zip.damaged
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
    path.write_bytes(path.read_bytes().replace(b"return", b"retorn", 1))
    return path
