# tries: a number where code should be
# category: notebooks
# expected: refused notebook.damaged
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    cell["source"] = 3
    path.write_text(json.dumps(notebook))
    return path
