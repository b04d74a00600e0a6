# tries: bytes that only begin like an archive
# category: zips
# expected: refused zip.damaged


def build(folder, honest):
    path = folder / "guarded.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 10)
    return path
