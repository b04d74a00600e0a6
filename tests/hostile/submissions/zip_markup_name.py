# tries: to bring markup into the report by a file's name
# category: zips
# expected: graded submission.file_unreadable
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        archive.writestr("<script>alert(1)<script>.py", b"\xff\0")
    return path
