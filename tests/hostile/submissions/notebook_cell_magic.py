# tries: to run a cell in a shell
# category: notebooks
# expected: graded load.cell_ignored
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    notebook["cells"].append(cell | {"source": f"%%bash\ntouch {folder}/planted"})
    path.write_text(json.dumps(notebook))
    return path
