"""Notebooks from master files: prose, one tagged cell per graded function, and after it a cell that checks it."""

import json
import re
from collections.abc import Collection
from typing import Any

from grader.authoring.percent import Cell, cells

CHECK_FUNCTION = "# Save the notebook (Ctrl+S), then run this cell.\n!grader check {name}.ipynb --only {function}"
CHECK_ALL = "# Everything, once more: save the notebook, then run this cell.\n!grader check {name}.ipynb"


def notebook(name: str, text: str, functions: Collection[str]) -> str:
    """Return the notebook (nbformat 4.5) of percent-format text; equal texts give equal notebooks.

    Args:
        functions: graded functions; the cell that defines one carries its name in `metadata.grader` and in a tag.
    """
    contents: list[dict[str, Any]] = []
    for cell in cells(text):
        function = next((found for found in _defined(cell) if found in functions), None)
        contents.append(_cell(cell, function))
        if function is not None:
            contents.append(_cell(Cell("code", CHECK_FUNCTION.format(name=name, function=function))))
    contents.append(_cell(Cell("code", CHECK_ALL.format(name=name))))
    slug = name.replace("_", "-")
    document = {
        "cells": [{"id": f"{slug}-{index:02d}", **cell} for index, cell in enumerate(contents)],
        "metadata": {
            "grader": {"exercise": name},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _defined(cell: Cell) -> list[str]:
    return re.findall(r"^def (\w+)", cell.source, re.MULTILINE) if cell.kind == "code" else []


def _cell(cell: Cell, function: str | None = None) -> dict[str, Any]:
    source = cell.source.splitlines(keepends=True)
    if cell.kind == "markdown":
        return {"cell_type": "markdown", "metadata": {}, "source": source}
    metadata = {"grader": {"function": function}, "tags": [f"exercise:{function}"]} if function else {}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}
