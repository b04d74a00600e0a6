# tries: to be listed for ever
# category: zips
# expected: refused zip.too_many
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for index in range(50_001):
            archive.writestr(f"{index}.txt", "")
    return path
