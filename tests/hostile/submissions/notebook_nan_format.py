# tries: a format version that is not a number
# category: notebooks
# expected: refused notebook.old_or_new_format
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    notebook["nbformat"] = float("nan")
    path.write_text(json.dumps(notebook))
    return path
