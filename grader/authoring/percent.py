"""Master files in percent format: `# %%` starts a code cell, `# %% [markdown]` a cell of prose written as comments.

What a student has to write stands between `# BEGIN SOLUTION` and `# END SOLUTION`. Inside a function the region becomes
`raise NotImplementedError`; at top level (a helper that would give the answer away) it is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PLACEHOLDER = 'raise NotImplementedError("your code here")'

_CELL = re.compile(r"^# %%(?P<markdown> \[markdown\])?.*$")
_BEGIN = re.compile(r"^(?P<indent>[ \t]*)# BEGIN SOLUTION\s*$")
_END = re.compile(r"^[ \t]*# END SOLUTION\s*$")


@dataclass(frozen=True)
class Cell:
    """One cell of a master file."""

    kind: Literal["code", "markdown"]
    source: str


def stub(master: str) -> str:
    """Return the master's text with every solution region taken out.

    Raises:
        ValueError: a region is not closed, not opened, or opened twice; the message names the line.
    """
    return "\n".join(_without_solutions(master.splitlines())) + "\n"


def _without_solutions(lines: list[str]) -> Iterator[str]:
    begun = 0
    for number, line in enumerate(lines, start=1):
        opening, closing = _BEGIN.match(line), _END.match(line)
        if (bool(opening) and begun) or (bool(closing) and not begun):
            raise ValueError(f"line {number}: {line.strip()} without its counterpart")
        if opening:
            begun = number
            if opening["indent"]:
                yield opening["indent"] + PLACEHOLDER
        elif closing:
            begun = 0
        elif not begun:
            yield line
    if begun:
        raise ValueError(f"line {begun}: BEGIN SOLUTION is never closed")


def cells(text: str) -> list[Cell]:
    """Split percent-format text into its cells; what stands before the first marker is a code cell."""
    found: list[Cell] = []
    kind: Literal["code", "markdown"] = "code"
    lines: list[str] = []
    for line in text.splitlines():
        marker = _CELL.match(line)
        if marker is None:
            lines.append(line)
            continue
        found.append(_cell(kind, lines))
        kind, lines = ("markdown" if marker["markdown"] else "code"), []
    found.append(_cell(kind, lines))
    return [cell for cell in found if cell.source]


def _cell(kind: Literal["code", "markdown"], lines: list[str]) -> Cell:
    if kind == "markdown":
        lines = [re.sub(r"^# ?", "", line) for line in lines]
    return Cell(kind, "\n".join(lines).strip("\n"))
