# tries: a size that is not what unpacks
# category: zips
# expected: refused zip.damaged
import struct
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("guarded.py", honest + "#" * (8 << 20))
    data = path.read_bytes()
    size = struct.pack("<I", len(honest) + (8 << 20))
    path.write_bytes(data.replace(size, struct.pack("<I", len(honest))))
    return path
