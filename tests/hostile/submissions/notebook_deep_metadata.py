# tries: to exhaust the parser by depth beside the cells
# category: notebooks
# expected: refused notebook.damaged
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    text = json.dumps(notebook)
    path.write_text(text[:-1] + ', "x": ' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}")
    return path
