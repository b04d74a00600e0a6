"""A notebook with feedback in it: Markdown cells are put between the student's, of whose text no byte changes.

The notebook is not read and written again, which would lay its JSON out anew: the places between its cells are looked
up in the text, and the new cells are written there.
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Cell = tuple[str, str]  # what the feedback is about, and its Markdown

_DECODER = json.JSONDecoder()
_BLANK = " \t\r\n"


def annotated(text: str, feedback: Mapping[int, Sequence[Cell]]) -> str:
    """Return the notebook's text with cells put into it.

    Args:
        text: JSON of a notebook in format 4.
        feedback: number of a cell, from 1 -> cells to stand after it; those for 0 stand before the first.

    Raises:
        ValueError: the text is no such notebook.
    """
    document = json.loads(text.removeprefix("\ufeff"))
    if not isinstance(document, dict) or document.get("nbformat") != 4:
        raise ValueError("not a notebook in format 4")
    ends = _ends(text)
    if len(ends) < 2:
        raise ValueError("a notebook without cells")
    ids = _ids(document)
    parts, last = [], 0
    for number, end in enumerate(ends):
        parts.append(text[last:end])
        written = [_written(cell, next(ids) if ids else None) for cell in feedback.get(number, ())]
        parts += [f"\n{cell}," if number == 0 else f",\n{cell}" for cell in written]
        last = end
    return "".join([*parts, text[last:]])


def _ends(text: str) -> list[int]:
    """Where the list of cells begins, and where each cell ends; of several lists the last counts, as for any reader."""
    found: list[int] = []
    at = _skipped(text, text.index("{") + 1)
    while text[at] == '"':
        key, at = _DECODER.raw_decode(text, at)
        at = _skipped(text, _skipped(text, at) + 1)  # the colon
        if key == "cells" and text[at] == "[":
            found = [at + 1, *_elements(text, at + 1)]
        _, at = _DECODER.raw_decode(text, at)
        at = _skipped(text, at)
        at = _skipped(text, at + 1) if text[at] == "," else at
    return found


def _elements(text: str, at: int) -> Iterator[int]:
    """Where each element of a list ends that begins at `at`."""
    at = _skipped(text, at)
    while text[at] != "]":
        _, at = _DECODER.raw_decode(text, at)
        yield at
        at = _skipped(text, at)
        at = _skipped(text, at + 1) if text[at] == "," else at


def _skipped(text: str, at: int) -> int:
    while text[at] in _BLANK:
        at += 1
    return at


def _ids(document: Mapping[str, Any]) -> Iterator[str] | None:
    """Names for cells that no cell has; none before format 4.5, which does not allow them."""
    if not isinstance(document.get("nbformat_minor"), int) or document["nbformat_minor"] < 5:
        return None
    taken = {cell.get("id") for cell in document["cells"] if isinstance(cell, dict)}
    return (name for name in (f"feedback-{n}" for n in itertools.count(1)) if name not in taken)


def _written(cell: Cell, name: str | None) -> str:
    about, markdown = cell
    content = {
        "cell_type": "markdown",
        **({"id": name} if name else {}),
        "metadata": {"grader": {"feedback": about}},
        "source": re.findall(r".*\n|.+", markdown),
    }
    return "  " + json.dumps(content, indent=1, ensure_ascii=False).replace("\n", "\n  ")
