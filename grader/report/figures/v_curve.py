"""`v_curve`: the error of a numerical gradient against its step, both on logarithmic axes."""

from collections.abc import Mapping
from typing import Any

from grader.report.figures.curves import Panel, curves_of, drawing
from grader.report.figures.words import Words


def draw(data: Mapping[str, Any], words: Words) -> str:
    """From the right the error falls with eps^2 (or only eps); from the left, rounding makes it grow again."""
    panel = Panel("eps", "gradient_error", curves_of(data), x_log=True, y_log=True)
    return drawing("v_curve", data, [panel], words)
