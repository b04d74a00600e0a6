# tries: a decoder that lets the archive choose how much memory it takes
# category: zips
# expected: refused zip.unsupported_method
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest, zipfile.ZIP_LZMA)
    return path
