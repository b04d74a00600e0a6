"""`bars`: one number per parameter array, on a logarithmic axis."""

import math
from collections.abc import Mapping
from typing import Any

from grader.report.figures.axes import Scale, floats, scale, short
from grader.report.figures.histogram import BARS
from grader.report.figures.style import EXPECTED, Look, box
from grader.report.figures.svg import WIDTH, document, element, heading, shortened, text
from grader.report.figures.words import Words

ROW, LEFT, RIGHT = 20.0, 64.0, WIDTH - 60


def draw(data: Mapping[str, Any], words: Words) -> str:
    """A bar per array with its number; the expected one is a dashed tick, the limit a line through all."""
    title, description = words.title("bars"), words.description("bars")
    names, got, wanted = [str(name) for name in data["names"]], floats(data["got"]), floats(data["wanted"])
    limit = None if data.get("limit") is None else float(data["limit"])
    parts, top = heading(title)
    parts.append(text(words.word("difference_of_arrays"), 8, top + 8))
    top += 22
    x = scale([*got, *wanted, *([] if limit is None else [limit])], LEFT, RIGHT, log=True)
    for i, name in enumerate(names):
        parts += _bar(name, got[i], wanted[i] if i < len(wanted) else None, top + ROW * i, x)
    bottom = top + ROW * len(names)
    parts += _axis(x, top, bottom)
    below = bottom + 34
    parts += box(words.word("yours"), 8, below, **BARS)
    if wanted:
        parts.append(element("line", x1=120, y1=below, x2=140, y2=below, **EXPECTED))
        parts.append(text(words.word("expected"), 144, below + 4))
    if limit is not None:
        look: Look = {"stroke": "currentColor", "stroke_width": 1.5}
        parts.append(element("line", x1=x(limit), y1=top - 4, x2=x(limit), y2=bottom, class_="bad", **look))
        parts.append(element("line", x1=224, y1=below - 5, x2=224, y2=below + 5, class_="bad", **look))
        parts.append(text(f"{words.word('limit')} {short(limit)}", 230, below + 4))
    return document(parts, below + 12, title, description)


def _bar(name: str, got: float, wanted: float | None, y: float, x: Scale) -> list[str]:
    end = x.end if math.isnan(got) else x(got)
    parts = [
        text(shortened(name, LEFT - 16), LEFT - 6, y + 14, text_anchor="end"),
        element("rect", x=x.start, y=y + 4, width=max(end - x.start, 1.0), height=ROW - 8, **BARS),
        text(short(got), WIDTH - 8, y + 14, text_anchor="end"),
    ]
    if wanted is not None and not math.isnan(wanted):
        parts.append(element("line", x1=x(wanted), y1=y + 1, x2=x(wanted), y2=y + ROW - 1, **EXPECTED))
    return parts


def _axis(x: Scale, top: float, bottom: float) -> list[str]:
    parts = [element("line", x1=x.start, y1=bottom, x2=x.end, y2=bottom, stroke="currentColor")]
    for value, label in x.ticks(5):
        parts.append(element("line", x1=x(value), y1=top, x2=x(value), y2=bottom, stroke="currentColor", opacity=0.15))
        parts.append(text(label, x(value), bottom + 13, text_anchor="middle", font_size=10))
    return parts
