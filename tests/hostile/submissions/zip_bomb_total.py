# tries: to unpack to gigabytes in many files
# category: zips
# expected: refused zip.too_large
import os
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for index in range(70):
            archive.writestr(f"{index}.py", os.urandom(1 << 10) * (1 << 10), zipfile.ZIP_DEFLATED)
    return path
