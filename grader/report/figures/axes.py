"""Scales and axes: from numbers to places in the picture, round ticks, linear or logarithmic."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.report.figures.svg import FONT, element, text, width_of, wrapped

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL = FONT - 1
_TINY = 1e-300  # below it, steps between ticks are no longer exact


@dataclass(frozen=True)
class Scale:
    """Maps numbers from [low, high] to [start, end]; on a logarithmic one, 0 stands at the low end."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False
    zero: bool = False  # logarithmic, and 0 is among the numbers: the low end is marked as 0

    def __call__(self, value: float) -> float:
        """Return the place of a number, at the nearer end if it lies outside.

        Raises:
            ValueError: it has none, or the scale has no ends.
        """
        low, high, at = self.low, self.high, value
        if self.log:
            low, high = math.log10(low), math.log10(high)
            at = math.log10(value) if value > 0 else low
        share = (at - low) / (high - low)
        if math.isnan(share):
            raise ValueError(f"{value} has no place between {self.low} and {self.high}")
        return self.start + (self.end - self.start) * min(max(share, 0.0), 1.0)

    def ticks(self, most: int = 5) -> list[tuple[float, str]]:
        """Return at most about `most` round numbers in the range, with their labels."""
        return self._decades(most) if self.log else _steps(self.low, self.high, most)

    def _decades(self, most: int) -> list[tuple[float, str]]:
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        stride = max(1, math.ceil((last - first) / (most - 1)))
        found = [(10.0**k, power(k)) for k in range(first, last + 1) if (last - k) % stride == 0]
        if not self.zero:
            return found
        near = (math.log10(self.high) - math.log10(self.low)) / (2 * most)
        apart = [(value, label) for value, label in found if math.log10(value / self.low) > near]
        return [(self.low, "0"), *apart]


def scale(values: Iterable[float], start: float, end: float, *, log: bool = False) -> Scale:
    """Return a scale that holds all finite values, and is never empty."""
    finite = [value for value in values if math.isfinite(value)]
    return _logarithmic(finite, start, end) if log else _linear(finite, start, end)


def floats(values: Any) -> list[float]:
    """Read numbers of stored data, where NaN and infinities are strings."""
    return [float(value) for value in values]


def power(exponent: int) -> str:
    """Write a power of ten: 1, 10, 10⁻³."""
    return {0: "1", 1: "10"}.get(exponent, "10" + str(exponent).translate(_SUPERSCRIPT))


def short(value: float) -> str:
    """Write a number for an axis or a description: three digits at most."""
    return f"{value:.3g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")


def frame(x: Scale, y: Scale, *, x_label: str = "", y_label: str = "", x_ticks: int = 5, y_ticks: int = 5) -> list[str]:
    """Draw both axes with ticks, grid lines for y, and labels: y's above the axis, x's below it, both horizontal."""
    parts = []
    for value, label in y.ticks(y_ticks):
        parts.append(_line(x.start, y(value), x.end, y(value), opacity=0.15))
        parts.append(text(label, x.start - 4, y(value) + 3.5, text_anchor="end", font_size=_SMALL))
    for value, label in _apart(x, x.ticks(x_ticks)):
        parts.append(_line(x(value), y.start, x(value), y.start + 4))
        parts.append(text(label, x(value), y.start + 14, text_anchor="middle", font_size=_SMALL))
    parts += [_line(x.start, y.start, x.end, y.start), _line(x.start, y.start, x.start, y.end)]
    if y_label:
        lines = wrapped(y_label, x.end - 8)
        parts += [text(line, 8, y.end - 12 - 13 * (len(lines) - 1 - row)) for row, line in enumerate(lines)]
    if x_label:
        parts.append(text(x_label, (x.start + x.end) / 2, y.start + 28, text_anchor="middle"))
    return parts


def path(points: Sequence[tuple[float, float]], x: Scale, y: Scale) -> str:
    """Return the path through the points; it is interrupted where a number is not finite."""
    command, words = "M", []
    for a, b in points:
        if math.isfinite(a) and math.isfinite(b):
            words.append(f"{command}{x(a):.1f} {y(b):.1f}")
            command = "L"
        else:
            command = "M"
    return "".join(words)


def _linear(finite: list[float], start: float, end: float) -> Scale:
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    if math.isinf(high - low):
        low, high = max(low, -1e307), min(high, 1e307)
    largest = max(abs(low), abs(high))
    if high - low <= max(1e-12 * largest, _TINY):
        half = 0.5 * largest if largest > _TINY else 0.5
        low, high = low - half, high + half
    return Scale(low, high, start, end)


def _logarithmic(finite: list[float], start: float, end: float) -> Scale:
    positive = [min(max(value, 1e-300), 1e300) for value in finite if value > 0]
    low, high = math.log10(min(positive, default=0.1)), math.log10(max(positive, default=1.0))
    zero = any(value <= 0 for value in finite)
    if high - low < 1:  # less than a decade has no ticks of its own: from one power of ten to another
        low, high = math.floor(low), math.ceil(high + 1e-9)
        high = max(high, low + 1)
    margin = 0.05 * (high - low)
    return Scale(10 ** (low - (3 if zero else 1) * margin), 10 ** (high + margin), start, end, log=True, zero=zero)


def _steps(low: float, high: float, most: int) -> list[tuple[float, str]]:
    rough = (high - low) / most
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * unit for factor in (1, 2, 5, 10) if factor * unit >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(k * step, short(k * step)) for k in range(first, last + 1)]


def _apart(x: Scale, ticks: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Leave out ticks whose labels would touch the one before."""
    kept: list[tuple[float, str]] = []
    edge = -math.inf
    for value, label in ticks:
        half = width_of(label, _SMALL) / 2
        if x(value) - half > edge + 3:
            kept.append((value, label))
            edge = x(value) + half
    return kept


def _line(x1: float, y1: float, x2: float, y2: float, **more: float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", **more)
