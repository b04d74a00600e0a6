# tries: to keep what it holds from being read
# category: zips
# expected: refused zip.encrypted
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("guarded.py", honest)
    data = path.read_bytes()
    # The bit of encryption, in the local header and in the directory.
    data = data.replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1").replace(
        b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"
    )
    path.write_bytes(data)
    return path
