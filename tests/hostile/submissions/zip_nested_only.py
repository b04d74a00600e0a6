# tries: to be unpacked again and again
# category: zips
# expected: refused path.no_submission
import io
import zipfile


def build(folder, honest):
    path = folder / "guarded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        data = honest.encode()
        for name in ("guarded.py", "1.zip", "2.zip"):
            layer = io.BytesIO()
            with zipfile.ZipFile(layer, "w") as inner:
                inner.writestr(name, data)
            data = layer.getvalue()
        archive.writestr("3.zip", data)
    return path
