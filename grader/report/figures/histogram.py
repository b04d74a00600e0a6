"""`histogram`: the entries of a draw against the density that was asked for."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from grader.report.figures.axes import Scale, floats, frame, path, scale, short
from grader.report.figures.curves import LEFT, RIGHT
from grader.report.figures.style import EXPECTED, Look, box
from grader.report.figures.svg import document, element, heading, text
from grader.report.figures.words import Words

PLOT = 130.0
BARS: Look = {"class_": "hue0 filled", "fill": "currentColor", "fill_opacity": 0.3, "stroke": "currentColor"}
_STEEP = 3.0  # the lower of both peaks is at least a third of the axis; a higher one is cut off
_KNOTS = 81


def draw(data: Mapping[str, Any], words: Words) -> str:
    """Bars of the student's entries, the density dashed over them."""
    facts = {name: short(float(data[name])) for name in ("std", "wanted_std")}
    shape = " x ".join(str(int(n)) for n in data["shape"])
    family = words.word(str(data["family"]))
    title = words.title("histogram", shape=shape)
    description = words.description("histogram", family=family, **facts)
    parts, top = heading(title)
    bars, low, high = floats(data["density"]), float(data["low"]), float(data["high"])
    x = scale((low, high), LEFT, RIGHT)
    curve = _curve(str(data["family"]), float(data["wanted_std"]), low, high)
    peaks = [max(bars, default=0.0), max((value for _, value in curve), default=0.0)]
    y = scale((0.0, min(max(peaks) * 1.05, _STEEP * min(peaks) or math.inf)), top + 28 + PLOT, top + 28)
    parts += frame(x, y, x_label=words.word("weight"), y_label=words.word("density"))
    parts.append(outline(bars, low, high, x, y, **BARS))
    parts.append(element("path", d=path(curve, x, y), **{**EXPECTED, "opacity": 1}))
    below = y.start + 46
    parts += box(words.word("yours_std", std=facts["std"]), 8, below, **BARS)
    parts.append(element("line", x1=164, y1=below, x2=184, y2=below, **{**EXPECTED, "opacity": 1}))
    parts.append(text(words.word("expected_std", std=facts["wanted_std"]), 188, below + 4))
    return document(parts, below + 12, title, description)


def outline(bars: Sequence[float], low: float, high: float, x: Scale, y: Scale, **look: str | float) -> str:
    """Draw bars of equal width as one shape."""
    width = (high - low) / max(len(bars), 1)
    words = [f"M{x(low):.1f} {y(0):.1f}"]
    for i, bar in enumerate(bars):
        words.append(f"V{y(bar):.1f}H{x(low + (i + 1) * width):.1f}")
    return element("path", d="".join(words) + f"V{y(0):.1f}Z", **look)


def density(family: str, std: float, z: float) -> float:
    """The density of mean 0 and this standard deviation at z; truncated normals are cut at two underlying ones."""
    if family == "uniform":
        return 1 / (2 * math.sqrt(3) * std) if abs(z) <= math.sqrt(3) * std else 0.0
    # What is left of the variance 1, and of the mass, between two standard deviations
    sigma, mass = (std / math.sqrt(0.7737), 0.9545) if family == "truncated_normal" else (std, 1.0)
    if mass < 1 and abs(z) > 2 * sigma:
        return 0.0
    return math.exp(-((z / sigma) ** 2) / 2) / (sigma * mass * math.sqrt(2 * math.pi))


def _curve(family: str, std: float, low: float, high: float) -> list[tuple[float, float]]:
    """Points of the density, close together where it bends or ends."""
    if not 0 < std < math.inf:
        raise ValueError(f"no density has the standard deviation {std}")
    knots = [low + (high - low) * i / (_KNOTS - 1) for i in range(_KNOTS)]
    ends = [sign * end * std for end in (math.sqrt(3), 2 / math.sqrt(0.7737)) for sign in (-1, 1)]
    own = [*(std * k / 4 for k in range(-16, 17)), *(end * (1 + tiny) for end in ends for tiny in (-1e-9, 1e-9))]
    return [(z, density(family, std, z)) for z in sorted({z for z in (*knots, *own) if low <= z <= high})]
