"""Pictures made of curves: yours solid, the expected ones dashed, over a shared axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.report.figures.axes import floats, frame, scale, short
from grader.report.figures.style import Points, expected, legend, yours
from grader.report.figures.svg import WIDTH, document, heading
from grader.report.figures.words import Words

LEFT, RIGHT, PLOT = 48.0, WIDTH - 12, 118.0


@dataclass(frozen=True)
class Curve:
    """One curve: what it is called, what the student has and what is right."""

    name: str
    got: list[float]
    wanted: list[float]


@dataclass(frozen=True)
class Panel:
    """Curves over one pair of axes; labels are words of the catalogue."""

    x_label: str
    y_label: str
    curves: Sequence[Curve]
    x_log: bool = False
    y_log: bool = False
    least: Sequence[float] = field(default=())  # numbers that the y axis shows in any case


def curves_of(data: Mapping[str, Any]) -> list[Curve]:
    """Read the curves of stored data."""
    return [Curve(str(one["name"]), floats(one["got"]), floats(one["wanted"])) for one in data["series"]]


def drawing(
    kind: str,
    data: Mapping[str, Any],
    panels: Sequence[Panel],
    words: Words,
    names: Sequence[str] | None = None,
    **facts: str,
) -> str:
    """Draw panels below each other, with one legend for all: `names`, or those of the first panel's curves."""
    title, description = words.title(kind, **facts), words.description(kind, **facts)
    parts, y = heading(title)
    x = floats(data["x"])
    for panel in panels:
        drawn, y = _panel(panel, x, y, words)
        parts += drawn
    named = [curve.name for curve in panels[0].curves] if names is None else list(names)
    several = named if len(named) > 1 or any(named) else []
    drawn, height = legend(several, y + 8, (words.word("yours"), words.word("expected")))
    return document([*parts, *drawn], y + 8 + height, title, description)


def last(values: Sequence[float]) -> str:
    """The last number of a curve, for a description."""
    return short(values[-1]) if values else "?"


def _panel(panel: Panel, x: Sequence[float], top: float, words: Words) -> tuple[list[str], float]:
    values = [value for curve in panel.curves for value in (*curve.got, *curve.wanted)]
    across = scale(x, LEFT, RIGHT, log=panel.x_log)
    top += 28
    up = scale([*values, *panel.least], top + PLOT, top, log=panel.y_log)
    parts = frame(across, up, x_label=words.word(panel.x_label), y_label=words.word(panel.y_label))
    for index, curve in enumerate(panel.curves):
        parts.append(expected(_points(x, curve.wanted), across, up, index))
    for index, curve in enumerate(panel.curves):
        parts += yours(_points(x, curve.got), across, up, index)
    return parts, top + PLOT + 36


def _points(x: Sequence[float], values: Sequence[float]) -> Points:
    return list(zip(x, values, strict=False))
