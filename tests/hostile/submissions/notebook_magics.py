# tries: to run shell commands by magics
# category: notebooks
# expected: graded load.line_ignored load.line_ignored load.line_ignored
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    cell["source"] = f"!touch {folder}/planted\n%run /etc/passwd\n%pip install evil\n{honest}"
    path.write_text(json.dumps(notebook))
    return path
