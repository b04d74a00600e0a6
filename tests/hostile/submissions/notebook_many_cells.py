# tries: to be looked through for ever
# category: notebooks
# expected: refused notebook.too_many_cells
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    notebook["cells"] = [cell] * 5_001
    path.write_text(json.dumps(notebook))
    return path
