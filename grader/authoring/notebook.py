"""Notebooks from master files: prose, one tagged cell per graded function, and a cell that runs the checks."""

import json
import re
from collections.abc import Collection
from typing import Any

from grader.authoring.percent import Cell, cells

CHECK_CELL = "# Save the notebook (Ctrl+S), then run this cell.\n!grader check {name}.ipynb"


def notebook(name: str, text: str, functions: Collection[str]) -> str:
    """Return the notebook (nbformat 4.5) of percent-format text; equal texts give equal notebooks.

    Args:
        functions: graded functions; the cell that defines one carries its name in `metadata.grader` and in a tag.
    """
    contents = [*cells(text), Cell("code", CHECK_CELL.format(name=name))]
    document = {
        "cells": [_cell(cell, f"{name}-{index:02d}", functions) for index, cell in enumerate(contents)],
        "metadata": {
            "grader": {"exercise": name},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _cell(cell: Cell, identifier: str, functions: Collection[str]) -> dict[str, Any]:
    source = cell.source.splitlines(keepends=True)
    if cell.kind == "markdown":
        return {"cell_type": "markdown", "id": identifier.replace("_", "-"), "metadata": {}, "source": source}
    defined = [name for name in re.findall(r"^def (\w+)", cell.source, re.MULTILINE) if name in functions]
    metadata = {"grader": {"function": defined[0]}, "tags": [f"exercise:{defined[0]}"]} if defined else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": identifier.replace("_", "-"),
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }
