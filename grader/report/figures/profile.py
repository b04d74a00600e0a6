"""`profile`: the size of activations or gradients, layer by layer, on a logarithmic axis."""

from collections.abc import Mapping
from typing import Any

from grader.report.figures.curves import Panel, curves_of, drawing, last
from grader.report.figures.words import Words


def draw(data: Mapping[str, Any], words: Words) -> str:
    """Signals that keep their size are level; those that die or explode are straight slopes."""
    quantity = "gradient" if data.get("quantity") == "gradient" else "activation"
    curves = curves_of(data)
    panel = Panel("layer", f"size_of_{quantity}", curves, y_log=True)
    got, wanted = curves[0].got, curves[0].wanted
    ends = {"got_first": last(got[:1]), "got_last": last(got), "wanted_last": last(wanted)}
    return drawing(f"profile_{quantity}", data, [panel], words, **ends)
