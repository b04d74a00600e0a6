"""`errors`: how wrong every entry of every array is: the darker a cell, the larger its error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from grader.report.figures.style import Look
from grader.report.figures.svg import FONT, WIDTH, document, element, heading, shortened, text, width_of
from grader.report.figures.words import Words

# Decades of the relative error from which on a cell has this opacity; below the first it is right and stays empty.
SHADES = ((-9, 0.18), (-6, 0.38), (-3, 0.62), (-1, 0.95))
LABELS = ("< 10⁻⁹", "10⁻⁹", "10⁻⁶", "10⁻³", "≥ 10⁻¹")
GAP, BIGGEST, SMALLEST = 18.0, 16.0, 4.0


@dataclass(frozen=True)
class Panel:
    """One array: its name, its shape as a text, and the decade of each cell."""

    name: str
    decades: Sequence[Sequence[int]]

    @property
    def cells(self) -> int:
        """The larger side."""
        return max(len(self.decades), max((len(row) for row in self.decades), default=0))


def draw(data: Mapping[str, Any], words: Words) -> str:
    """Arrays side by side, rows downwards, in lines as long as the picture is wide."""
    panels = [_panel(one, words) for one in data["panels"]]
    wrong = [panel.name for panel in panels if any(decade >= SHADES[0][0] for row in panel.decades for decade in row)]
    title = words.title("errors")
    description = words.description("errors", wrong=", ".join(wrong) or "–")
    parts, y = heading(title)
    cell = min(BIGGEST, max(SMALLEST, (WIDTH - 16) / max(panel.cells for panel in panels)))
    if len(panels) > 1:
        cell = min(cell, max(SMALLEST, 110 / max(panel.cells for panel in panels)))
    x, tallest = 8.0, 0.0
    for panel in panels:
        width = max(cell * max(len(row) for row in panel.decades), min(width_of(panel.name), WIDTH - 16))
        if x > 8 and x + width > WIDTH - 8:
            x, y, tallest = 8.0, y + tallest + 24, 0.0
        parts += _cells(panel, x, y, cell)
        x, tallest = x + width + GAP, max(tallest, cell * len(panel.decades))
    y += tallest + 24
    parts.append(text(words.word("entry_error"), 8, y + 12))
    return document([*parts, *_legend(y + 20)], y + 48, title, description)


def _panel(one: Mapping[str, Any], words: Words) -> Panel:
    shape = " x ".join(str(int(n)) for n in one["shape"])
    return Panel(
        f"{words.feedback.phrase(str(one['name']))} ({shape})",
        [[int(decade) for decade in row] for row in one["decades"]],
    )


def _cells(panel: Panel, x: float, y: float, cell: float) -> list[str]:
    """Equal neighbours in a row are one rectangle."""
    parts = [text(shortened(panel.name, WIDTH - 16 - x), x, y + 10)]
    y += 16
    for i, row in enumerate(panel.decades):
        left = 0
        for shade, group in groupby(map(_shade, row)):
            length = len(list(group))
            parts.append(_cell(x + cell * left, y + cell * i, cell * length, cell, shade))
            left += length
    width, height = cell * max(len(row) for row in panel.decades), cell * len(panel.decades)
    parts.append(element("rect", x=x, y=y, width=width, height=height, stroke="currentColor", opacity=0.6))
    return parts


def _shade(decade: int) -> float:
    return max((shade for least, shade in SHADES if decade >= least), default=0.0)


def _cell(x: float, y: float, width: float, height: float, shade: float) -> str:
    look: Look = {"class_": "error", "shape_rendering": "crispEdges", "fill": "currentColor", "fill_opacity": shade}
    return element("rect", x=x, y=y, width=width, height=height, **look) if shade else ""


def _legend(y: float) -> list[str]:
    parts, x = [], 8.0
    for shade, label in zip((0.0, *(shade for _, shade in SHADES)), LABELS, strict=True):
        parts.append(_cell(x, y, 12, 12, shade))
        parts.append(element("rect", x=x, y=y, width=12, height=12, stroke="currentColor", opacity=0.6))
        parts.append(text(label, x + 16, y + 10))
        x += 16 + width_of(label, FONT) + 14
    return parts
