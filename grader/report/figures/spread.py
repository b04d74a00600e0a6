"""`spread`: how far the units of a layer are apart while training, on a logarithmic axis; equal units stand at 0."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.report.figures.curves import Panel, curves_of, drawing, last
from grader.report.figures.words import Words


def draw(data: Mapping[str, Any], words: Words) -> str:
    """Units that stay equal are a line at the bottom; units that part climb."""
    curves = [replace(curve, name=words.word("layer_number", number=curve.name)) for curve in curves_of(data)]
    panel = Panel("step", "spread", curves, y_log=True)
    return drawing("spread", data, [panel], words, got=last(curves[0].got), wanted=last(curves[0].wanted))
