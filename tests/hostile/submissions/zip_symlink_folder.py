# tries: to write through a link to a folder
# category: zips
# expected: graded submission.link_ignored
import stat
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        link = zipfile.ZipInfo("out.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/tmp")
        archive.writestr("out.py/planted.py", "planted")
    return path
