"""What is written in a notebook: the cells as they were run, or the saved file; and where the two differ.

Cells that were run are kept in their order, so that a name means what it means in the notebook: the last definition
counts. All reading here is the line scan of `definitions`; nothing is parsed or run.
"""

import json
import re
import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from grader.model.source import SourceFile, Unit
from grader.submission.limits import ReadLimits
from grader.submission.source_file import parse_file
from grader.submission.text import definitions

NAME = "notebook"  # how places in cells that were run are called: the saved file may have another text there
_WORD = re.compile(r"\w+")
_FUNCTION = re.compile(r"\s*(?:async\s+)?(?:def|class)\b")

Cells = Sequence[tuple[int, str]]  # execution count, text


def executed(cells: Cells) -> SourceFile | None:
    """Return the cells that were run as a notebook whose cell numbers are execution counts; None if there are none.

    Raises:
        UnreadableSubmissionError: they are more than a notebook may hold.
    """
    kept = _distinct(cells)
    if not kept:
        return None
    code = [{"cell_type": "code", "source": text} for _, text in kept]
    data = json.dumps({"nbformat": 4, "cells": code}).encode()
    file = parse_file(data, f"{NAME}.ipynb", ReadLimits())
    units = tuple(replace(unit, cell=kept[unit.cell - 1][0]) for unit in file.units if unit.cell)
    return replace(file, path=NAME, units=units)


def _distinct(cells: Cells) -> Cells:
    """Of the runs of one text the first, which others may build on, and the last, which may have the last word."""
    texts = [(count, text, text.strip()) for count, text in cells if text.strip()]
    last = {bare: count for count, _, bare in texts}
    first = {bare: count for count, _, bare in reversed(texts)}
    return [(count, text) for count, text, bare in texts if count in (first[bare], last[bare])]


def blocks(file: SourceFile) -> dict[str, str]:
    """Return the text of the last definition of every name of a file."""
    return {name: block for unit in file.units for name, block in definitions(unit.source).items()}


def cells_of(file: SourceFile) -> dict[str, int | None]:
    """Return the cell of the last definition of every name of a file."""
    return {name: unit.cell for unit in file.units for name in definitions(unit.source)}


def reached(functions: Collection[str], written: Mapping[str, str]) -> list[str]:
    """Return those of the functions that are written, and the functions and CONSTANTS that their texts lead to.

    A variable in lower case may be a scratch variable that only has the name of a local one.
    """
    solid = {name for name, block in written.items() if name.isupper() or _FUNCTION.match(block)}
    found, todo = set(functions), list(functions)
    while todo:
        mentioned = solid.intersection(_WORD.findall(written.get(todo.pop(), "")))
        todo += mentioned - found
        found |= mentioned
    return [name for name in written if name in found]


def same(one: str, other: str) -> bool:
    """Whether two texts are equal but for what stands behind the code and how far it is indented as a whole."""
    return _trimmed(one) == _trimmed(other)


def _trimmed(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and (not lines[-1] or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return textwrap.dedent("\n".join(lines))


def withdrawn(file: SourceFile, name: str, cell: int) -> SourceFile:
    """Return the file with a stub for every definition of `name` before `cell`, whose own one is to count."""
    units = (_withdrawn(unit, name) if unit.cell is not None and unit.cell < cell else unit for unit in file.units)
    return replace(file, units=tuple(units))


def _withdrawn(unit: Unit, name: str) -> Unit:
    """The unit with a stub of as many lines; without a `def` that can be found again, as it is."""
    block = definitions(unit.source).get(name, "")
    match = re.match(r"\s*(?=def\b)", block)
    if match is None:
        return unit
    stub = f"{match[0]}def {name}(): raise NotImplementedError" + "\n" * block.count("\n")
    return replace(unit, source=unit.source.replace(block, stub))
