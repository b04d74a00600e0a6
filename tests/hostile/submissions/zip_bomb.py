# tries: to unpack to a thousand times its size
# category: zips
# expected: refused zip.ratio
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open(zipfile.ZipInfo("guarded.py"), "w"):
            pass
        archive.writestr("guarded.ipynb", bytes(30 << 20), zipfile.ZIP_DEFLATED)
    return path
