# tries: an archive under the name of a source
# category: shadows
# expected: refused file.wrong_type
import zipfile


def build(folder, honest):
    path = folder / "guarded.py"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../planted", "")
    return path
