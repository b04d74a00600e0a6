# tries: to have a link in an archive followed
# category: zips
# expected: graded submission.link_ignored
import stat
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
        link = zipfile.ZipInfo("notes.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return path
