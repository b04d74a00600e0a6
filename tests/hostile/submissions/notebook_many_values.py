# tries: to fill the memory with empty lists
# category: notebooks
# expected: refused notebook.too_many_values
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    cell["outputs"] = [[]] * 1_000_001
    path.write_text(json.dumps(notebook))
    return path
