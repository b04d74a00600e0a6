# tries: to bring its own grade in the metadata
# category: notebooks
# expected: graded
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    cell["metadata"] = {"nbgrader": {"grade": True, "points": 100, "locked": True, "solution": False}}
    notebook["metadata"] = {"grader": {"points": 100, "verdict": "PASSED"}}
    path.write_text(json.dumps(notebook))
    return path
