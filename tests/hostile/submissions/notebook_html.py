# tries: a page with scripts instead of a notebook
# category: notebooks
# expected: refused notebook.html


def build(folder, honest):
    path = folder / "guarded.ipynb"
    path.write_text("<html><script>alert(1)</script></html>")
    return path
