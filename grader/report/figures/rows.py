"""`rows`: the first weight of each unit of layer 1 while training."""

from collections.abc import Mapping
from typing import Any

from grader.report.figures.curves import Panel, curves_of, drawing
from grader.report.figures.words import Words


def draw(data: Mapping[str, Any], words: Words) -> str:
    """Rows that stay equal lie on one line; rows that part fan out."""
    return drawing("rows", data, [Panel("step", "first_weight", curves_of(data))], words)
