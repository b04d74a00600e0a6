# tries: to be parsed for ever
# category: zips
# expected: refused zip.too_many
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for index in range(501):
            archive.writestr(f"{index}.py", honest)
    return path
