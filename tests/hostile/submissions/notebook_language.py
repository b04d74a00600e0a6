# tries: to name a kernel with terminal codes
# category: notebooks
# expected: graded notebook.other_language
import json


def build(folder, honest):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": honest}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path = folder / "guarded.ipynb"
    notebook["metadata"] = {"language_info": {"name": "\x1b[2J<script>"}}
    path.write_text(json.dumps(notebook))
    return path
