# tries: a cell of megabytes
# category: notebooks
# expected: refused file.too_large
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    cell["source"] = honest + "#" * (3 << 20)
    path.write_text(json.dumps(notebook))
    return path
