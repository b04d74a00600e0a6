# tries: to choose another exercise by its metadata
# category: notebooks
# expected: graded
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    notebook["metadata"] = {"grader": {"exercise": "../../hidden"}}
    path.write_text(json.dumps(notebook))
    return path
