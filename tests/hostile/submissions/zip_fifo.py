# tries: to have a fifo made that blocks who reads it
# category: zips
# expected: graded
import stat
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        fifo = zipfile.ZipInfo("guarded.py")
        fifo.external_attr = (stat.S_IFIFO | 0o666) << 16
        archive.writestr(fifo, honest)
    return path
