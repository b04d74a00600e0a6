# tries: to hand in nothing but a link to a file of the machine
# category: zips
# expected: refused path.no_submission
import stat
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("guarded.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return path
