"""Compact pictures for a terminal: bars of block characters, or of ASCII; at most 72 columns wide."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.model.report import Figure
from grader.report.feedback import Feedback
from grader.report.figures.axes import floats, short
from grader.report.figures.histogram import density
from grader.report.figures.svg import shortened
from grader.report.figures.words import Words
from grader.report.text import one_line

UNICODE, ASCII = " ▁▂▃▄▅▆▇█", " .:-=+*%#"
MAX_ARRAYS, BAR = 8, 30


def lines(figure: Figure, feedback: Feedback, *, unicode: bool) -> list[str]:
    """Return the picture as lines of text, a title first; none for kinds that lines cannot show, or for odd data."""
    draw = KINDS.get(figure.kind)
    if draw is None:
        return []
    try:
        return draw(figure.data, Words(feedback), UNICODE if unicode else ASCII)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError):
        return []


def bars(values: Sequence[float], top: float, levels: str) -> str:
    """Write one character per number, 0 as the lowest level and `top` as the highest."""
    return "".join(levels[_level(value / top if top else 0.0, len(levels) - 1)] for value in values)


def _level(share: float, highest: int) -> int:
    if math.isnan(share):
        return 0
    # what is more than nothing is seen
    return min(highest, max(1 if share > 0 else 0, round(highest * min(share, 1.0))))


def _histogram(data: Mapping[str, Any], words: Words, levels: str) -> list[str]:
    got, low, high = floats(data["density"]), float(data["low"]), float(data["high"])
    width = (high - low) / len(got)
    middles = [low + (i + 0.5) * width for i in range(len(got))]
    wanted = [density(str(data["family"]), float(data["wanted_std"]), z) for z in middles]
    # each with its own height: a much narrower one would leave nothing of the other
    stds = [f"  {words.word('std')} {short(float(data[side]))}" for side in ("std", "wanted_std")]
    rows = [bars(side, max(side), levels) + std for side, std in zip((got, wanted), stds, strict=True)]
    indent = max(_cells(words.word(side)) for side in ("yours", "expected")) + 2
    ends = f"{short(low)}{short(high).rjust(len(got) - len(short(low)))}"
    shape = " x ".join(str(int(n)) for n in data["shape"])
    return [words.title("histogram", shape=shape), *_sides(rows, words), " " * indent + ends]


def _profile(data: Mapping[str, Any], words: Words, levels: str) -> list[str]:
    first = data["series"][0]
    sides = [floats(first["got"]), floats(first["wanted"])]
    logs = [[math.log10(v) if 0 < v < math.inf else math.nan for v in side] for side in sides]
    known = [v for side in logs for v in side if not math.isnan(v)]
    low, high = min(known), max(known)
    # one level for the smallest, so that only what is 0 or not finite is empty
    shares = [[(v - low + 0.15) / max(high - low + 0.15, 1.0) for v in side] for side in logs]
    to = "…" if levels is UNICODE else ".."
    ends = [f"  {short(side[0])} {to} {short(side[-1])}" for side in sides]
    rows = [bars(share, 1.0, levels) + end for share, end in zip(shares, ends, strict=True)]
    quantity = "gradient" if data.get("quantity") == "gradient" else "activation"
    return [words.title(f"profile_{quantity}"), *_sides(rows, words)]


def _arrays(data: Mapping[str, Any], words: Words, levels: str) -> list[str]:
    """Bars to the right, on a logarithmic axis."""
    names, got = [one_line(str(name)) for name in data["names"]][:MAX_ARRAYS], floats(data["got"])[:MAX_ARRAYS]
    logs = [math.log10(v) if 0 < v < math.inf else math.nan for v in got]
    known = [v for v in logs if not math.isnan(v)] or [0.0]
    low, high = min(known) - 1, max(known)
    lengths = [
        BAR if v == math.inf else 0 if math.isnan(log) else round(BAR * (log - low) / (high - low))
        for v, log in zip(got, logs, strict=True)
    ]
    names = [shortened(name, 12, 1.8) for name in names]
    if levels is ASCII:
        names = [name.replace("…", "..") for name in names]
    indent = max(map(len, names))
    rows = zip(names, lengths, got, strict=True)
    return [words.title("bars"), *(f"{name:{indent}} {levels[-1] * length} {short(v)}" for name, length, v in rows)]


def _sides(rows: Sequence[str], words: Words) -> list[str]:
    labels = [words.word(side) for side in ("yours", "expected")]
    width = max(map(_cells, labels))
    return [f"{label}{' ' * (width - _cells(label))}  {row}" for label, row in zip(labels, rows, strict=True)]


def _cells(label: str) -> int:
    from rich.cells import cell_len

    return cell_len(label)


KINDS: dict[str, Callable[[Mapping[str, Any], Words, str], list[str]]] = {
    "histogram": _histogram,
    "profile": _profile,
    "bars": _arrays,
}
