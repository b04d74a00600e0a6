# tries: two files of one name, of which a reader sees the other
# category: zips
# expected: refused zip.duplicate_names
import warnings
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr("guarded.py", "planted")
    return path
