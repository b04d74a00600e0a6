"""`activations`: one small histogram per layer, yours beside the expected one."""

from collections.abc import Mapping
from typing import Any

from grader.report.figures.axes import Scale, floats, short
from grader.report.figures.histogram import BARS, outline
from grader.report.figures.style import EXPECTED, box
from grader.report.figures.svg import FONT, WIDTH, document, element, heading, text
from grader.report.figures.words import Words

COLUMNS, PLOT, GAP = 2, 54.0, 16.0


def draw(data: Mapping[str, Any], words: Words) -> str:
    """Two columns of layers; every histogram is as high as its plot allows."""
    title, description = words.title("activations"), words.description("activations")
    parts, top = heading(title)
    parts.append(text(words.word("share_of_activations"), 8, top + 8))
    width = (WIDTH - 16 - GAP * (COLUMNS - 1)) / COLUMNS
    layers = data["layers"]
    for i, layer in enumerate(layers):
        left, upper = 8 + (i % COLUMNS) * (width + GAP), top + 22 + (i // COLUMNS) * (PLOT + 40)
        parts += _layer(layer, left, upper, width, words)
    below = top + 22 + -(-len(layers) // COLUMNS) * (PLOT + 40) + 6
    parts += box(words.word("yours"), 8, below, **BARS)
    parts.append(element("line", x1=120, y1=below, x2=140, y2=below, **EXPECTED))
    parts.append(text(words.word("expected"), 144, below + 4))
    return document(parts, below + 12, title, description)


def _layer(layer: Mapping[str, Any], left: float, top: float, width: float, words: Words) -> list[str]:
    got, wanted = floats(layer["got"]), floats(layer["wanted"])
    low, high = float(layer["low"]), float(layer["high"])
    x = Scale(low, high, left, left + width)
    y = Scale(0.0, max((*got, *wanted), default=0.0) or 1.0, top + 14 + PLOT, top + 14)
    ends = ((low, left, "start"), (high, left + width, "end"))
    return [
        text(words.word("layer_number", number=str(int(layer["layer"]))), left, top + 9),
        outline(got, low, high, x, y, **BARS),
        outline(wanted, low, high, x, y, **EXPECTED),
        element("line", x1=left, y1=y.start, x2=left + width, y2=y.start, stroke="currentColor"),
        *(text(short(v), at, y.start + 12, text_anchor=anchor, font_size=FONT - 1) for v, at, anchor in ends),
    ]
