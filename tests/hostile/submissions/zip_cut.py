# tries: an archive that ends in the middle
# category: zips
# expected: refused zip.damaged
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
    path.write_bytes(path.read_bytes()[:-30])
    return path
