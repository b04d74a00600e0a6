# tries: cells twice, of which a reader may see the other
# category: notebooks
# expected: graded
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    planted = json.dumps([cell | {"source": "raise SystemExit"}])
    path.write_text(f'{{"cells": {planted}, ' + json.dumps(notebook)[1:])
    return path
