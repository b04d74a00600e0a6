"""Notebooks from master files: prose, one tagged cell per graded function, and after it a cell that checks it.

A check is Python (`grader.check("he_normal")`), no shell line: it needs no saved file and no `grader` on the path.
"""

import json
import re
from collections.abc import Collection
from typing import Any

from grader.authoring.percent import Cell, cells

HOW_TO_CHECK = """**How to work here.** Each cell that you fill in is followed by one that checks it. Run your cell
first, then the check: it looks at the code as you last ran it. Save the notebook before you hand it in: then only what
is saved counts.

**使用方法。** 每个需要填写的单元格后面都有一个检查它的单元格。先运行你的单元格，再运行检查，检查的是刚运行的代码。
提交前请保存笔记本：提交时只看保存下来的内容。"""
IMPORT = "import grader"
CHECK = 'grader.check("{name}")'
CHECK_ALL = f"# Everything, once more.\n{CHECK}"


def notebook(name: str, text: str, functions: Collection[str]) -> str:
    """Return the notebook (nbformat 4.5) of percent-format text; equal texts give equal notebooks.

    Args:
        functions: graded functions; the cell that defines one carries its name in `metadata.grader` and in a tag.
    """
    contents: list[dict[str, Any]] = []
    first, *others = cells(text)
    how_to_check = [Cell("markdown", HOW_TO_CHECK), Cell("code", IMPORT)]
    opening = [first, *how_to_check] if first.kind == "markdown" else [*how_to_check, first]
    for cell in (*opening, *others):
        function = next((found for found in _defined(cell) if found in functions), None)
        contents.append(_cell(cell, function))
        if function is not None:
            contents.append(_cell(Cell("code", CHECK.format(name=function))))
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
