# tries: one source of megabytes of code
# category: zips
# expected: refused file.too_large
import os
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", b"#" + os.urandom(1 << 19).hex().encode() * 3, zipfile.ZIP_DEFLATED)
    return path
