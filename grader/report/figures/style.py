"""What tells yours from expected, and curve from curve, in colour and without: dashes, opacity and markers."""

import math
from collections.abc import Sequence
from typing import TypeAlias

from grader.report.figures.axes import Scale, path
from grader.report.figures.svg import FONT, WIDTH, element, shortened, text, width_of

Look: TypeAlias = dict[str, str | float]
Points: TypeAlias = Sequence[tuple[float, float]]

YOURS: Look = {"stroke": "currentColor", "stroke_width": 2.0}
EXPECTED: Look = {"stroke": "currentColor", "stroke_width": 1.5, "stroke_dasharray": "5 3", "opacity": 0.8}
MAX_MARKERS = 16  # along one curve


def yours(points: Points, x: Scale, y: Scale, index: int) -> list[str]:
    """Draw a curve of the student's: solid, with markers; what is not finite is a cross at the top."""
    parts = [element("path", d=path(points, x, y), class_=_hue(index), **YOURS)]
    stride = -(-len(points) // MAX_MARKERS)
    for at, (a, b) in enumerate(points):
        if math.isfinite(a) and not math.isfinite(b):
            parts.append(_cross(x(a), y.end + 4))
        elif math.isfinite(a) and at % stride == 0:
            parts.append(marker(index, x(a), y(b)))
    return parts


def expected(points: Points, x: Scale, y: Scale, index: int) -> str:
    """Draw a curve of the reference's: thin and dashed, without markers."""
    return element("path", d=path(points, x, y), class_=_hue(index), **EXPECTED)


def marker(index: int, x: float, y: float) -> str:
    """Draw the marker of a curve: disc, square, triangle, ring, diamond, bar."""
    look: Look = {"class_": f"{_hue(index)} mark", "fill": "currentColor", "stroke": "currentColor"}
    kind = index % 6
    if kind in (0, 3):
        return element("circle", cx=x, cy=y, r=2.6, **(look if kind == 0 else {**look, "fill": "none"}))
    outline = {
        1: f"M{x - 2.4:.1f} {y - 2.4:.1f}h4.8v4.8h-4.8z",
        2: f"M{x:.1f} {y - 3.2:.1f}l3 5.4h-6z",
        4: f"M{x:.1f} {y - 3.4:.1f}l3.2 3.4l-3.2 3.4l-3.2 -3.4z",
        5: f"M{x - 0.7:.1f} {y - 3.5:.1f}h1.4v7h-1.4z",
    }[kind]
    return element("path", d=outline, **look)


def legend(names: Sequence[str], y: float, words: tuple[str, str]) -> tuple[list[str], float]:
    """Draw yours/expected and the names of several curves, in rows; return the parts and the height that they take."""
    items = [(word, _sample(dashed)) for word, dashed in zip(words, (False, True), strict=True)]
    items += [(shortened(name, 120), _curve_sample(index)) for index, name in enumerate(names)]
    parts, x, row = [], 8.0, 0
    for label, sample in items:
        length = 24 + width_of(label) + 12
        if x > 8 and x + length - 12 > WIDTH - 4:
            x, row = 8.0, row + 1
        parts.append(element("g", *sample, transform=f"translate({x:g} {y + 16 * row:g})"))
        parts.append(text(label, x + 24, y + 16 * row + 4))
        x += length
    return parts, 16.0 * (row + 1)


def box(label: str, x: float, y: float, **look: str | float) -> list[str]:
    """Draw a swatch of a legend with its label to the right."""
    return [element("rect", x=x, y=y - 5, width=18, height=10, **look), text(label, x + 24, y + 4, font_size=FONT)]


def _sample(dashed: bool) -> list[str]:
    return [element("line", x1=0, y1=0, x2=20, y2=0, **(EXPECTED if dashed else YOURS))]


def _curve_sample(index: int) -> list[str]:
    return [element("line", x1=0, y1=0, x2=20, y2=0, class_=_hue(index), **YOURS), marker(index, 10, 0)]


def _cross(x: float, y: float) -> str:
    d = f"M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6"
    return element("path", d=d, class_="bad", stroke="currentColor", stroke_width=1.5)


def _hue(index: int) -> str:
    return f"hue{index % 6}"
