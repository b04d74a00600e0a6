"""`learning`: loss and accuracy after each epoch, one panel for each, one curve per scheme."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.report.figures.curves import Curve, Panel, curves_of, drawing
from grader.report.figures.words import Words

LEAST = {"loss": (0.0,), "accuracy": (0.0, 1.0)}


def draw(data: Mapping[str, Any], words: Words) -> str:
    """The names of stored curves begin with what they measure: `loss xavier`."""
    panels = [Panel("epoch", what, _of(what, curves_of(data)), least=least) for what, least in LEAST.items()]
    panels = [panel for panel in panels if panel.curves]
    names = max(([curve.name for curve in panel.curves] for panel in panels), key=len)
    return drawing("learning", data, panels, words, names)


def _of(what: str, curves: list[Curve]) -> list[Curve]:
    return [replace(curve, name=curve.name.partition(" ")[2]) for curve in curves if curve.name.startswith(what + " ")]
