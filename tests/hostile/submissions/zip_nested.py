# tries: a bomb inside of an archive inside
# category: zips
# expected: graded submission.archive_ignored
import io
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("guarded.py", bytes(10 << 20))
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("guarded.py", honest)
    return path
