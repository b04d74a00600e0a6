"""Pictures of failures: SVG from the stored data of a figure, without running anything again."""

from collections.abc import Callable, Mapping
from typing import Any

from grader.model.report import Figure
from grader.report.feedback import Feedback
from grader.report.figures import activations, bars, errors, histogram, learning, profile, rows, spread, v_curve
from grader.report.figures.words import Words

KINDS: dict[str, Callable[[Mapping[str, Any], Words], str]] = {
    "histogram": histogram.draw,
    "activations": activations.draw,
    "profile": profile.draw,
    "errors": errors.draw,
    "v_curve": v_curve.draw,
    "bars": bars.draw,
    "spread": spread.draw,
    "rows": rows.draw,
    "learning": learning.draw,
}


def svg(figure: Figure, feedback: Feedback) -> str:
    """Draw a figure: one `<svg>` element that can stand in any page, or nothing for data that cannot be drawn.

    A report must not fail for a picture: data of a later version, or of an author's own kind, is left out.
    """
    draw = KINDS.get(figure.kind)
    if draw is None:
        return ""
    try:
        return draw(figure.data, Words(feedback))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError):
        return ""


def caption(drawn: str) -> str:
    """Return the description inside a drawn figure, as SVG text."""
    return drawn.partition("<desc>")[2].partition("</desc>")[0]
