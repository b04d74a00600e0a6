"""Pictures of a class, drawn like those of a report: they tell the same in grey, and in words."""

import itertools
from collections.abc import Iterator, Sequence

from grader.bulk.stats.model import ExerciseStats
from grader.report.figures.axes import Scale, frame, short
from grader.report.figures.histogram import BARS, outline
from grader.report.figures.style import EXPECTED
from grader.report.figures.svg import WIDTH, document, element, heading, shortened, text
from grader.report.figures.words import Words

MOST_BARS = 20
PLOT, LEFT, RIGHT = 110.0, 40.0, WIDTH - 12
ROW, NAMES = 26.0, 92.0


class _Whole(Scale):
    """Students and points are whole numbers, written out."""

    def ticks(self, most: int = 5) -> list[tuple[float, str]]:
        """Return whole round numbers in the range, with their labels."""
        return [(value, f"{value:.0f}") for value, _ in super().ticks(most) if value == round(value)]


def points(stats: ExerciseStats, words: Words) -> str:
    """A bar per number of points, or per range of them; nothing where nobody has points."""
    if stats.quartiles is None:
        return ""
    _, median, _ = stats.quartiles
    low, high = min(stats.points), max(stats.points)
    facts = {"low": str(low), "high": str(high), "median": short(median), "full": str(stats.max_points)}
    described = words.description("class_points", students=str(stats.graded), **facts)
    width, counts = binned(stats)
    start = min(0, low // width * width) - 0.5  # a whole number stands in the middle of its bar
    parts, top = heading(words.title("class_points"))
    y = _Whole(0.0, float(max(*counts, 4)), top + 20 + PLOT, top + 20)
    x = _Whole(start, start + width * len(counts), LEFT, RIGHT)
    parts += frame(x, y, x_label=words.word("points"), y_label=words.word("students"), y_ticks=4)
    parts.append(outline([float(count) for count in counts], x.low, x.high, x, y, **BARS))
    at = x(median)
    parts.append(element("line", x1=at, y1=y.start, x2=at, y2=y.end, **{**EXPECTED, "opacity": 1}))
    return document(parts, y.start + 36, words.title("class_points"), described)


def binned(stats: ExerciseStats) -> tuple[int, list[int]]:
    """Return the width of a bar in points, and the students in each bar; full marks always have their place."""
    high = max(stats.max_points, *stats.points)
    low = min(0, *stats.points)
    width = next(width for width in _round_widths() if (high - low) // width < MOST_BARS)
    first = low // width
    counts = [0] * (high // width - first + 1)
    for value, students in stats.points.items():
        counts[value // width - first] += students
    return width, counts


def overview(exercises: Sequence[tuple[str, ExerciseStats]], words: Words) -> str:
    """A row per exercise (its title, its numbers): middle half, median and ends, as shares of full marks."""
    shown = [(title, stats) for title, stats in exercises if stats.quartiles is not None and stats.max_points > 0]
    if not shown:
        return ""
    title = words.title("class_overview")
    parts, top = heading(title)
    most = max(100.0, *(100 * max(stats.points) / stats.max_points for _, stats in shown))
    x = Scale(0.0, most, NAMES, RIGHT)
    bottom = top + ROW * len(shown)
    for value, label in x.ticks(5):
        parts.append(element("line", x1=x(value), y1=top, x2=x(value), y2=bottom, stroke="currentColor", opacity=0.15))
        parts.append(text(label, x(value), bottom + 13, text_anchor="middle", font_size=10))
    for row, (name, stats) in enumerate(shown):
        parts += _box(name, stats, top + ROW * (row + 0.5), x)
    parts.append(text(words.word("percent_of_full"), (x.start + x.end) / 2, bottom + 28, text_anchor="middle"))
    said = "; ".join(f"{name} {_share(stats)}" for name, stats in shown)
    return document(parts, bottom + 36, title, words.description("class_overview", medians=said))


def share(parts: Sequence[tuple[int, str]], total: int, said: str) -> str:
    """A bar of a whole class: each part is as wide as its share and looks as its class says."""
    looks: dict[str, dict[str, str | float]] = {
        "good": {"class_": "hue0 filled", "fill": "currentColor"},
        "bad": {"class_": "hue1 filled", "fill": "currentColor", "fill_opacity": 0.5},
    }
    drawn, x = [], 0.0
    for count, look in parts:
        width = 100 * count / total if total else 0.0
        if width:
            drawn.append(element("rect", x=x, y=0, width=width, height=8, **looks[look]))
        x += width
    whole = element(
        "rect", x=0.25, y=0.25, width=99.5, height=7.5, stroke="currentColor", stroke_width=0.5, opacity=0.5
    )
    attributes = {"viewBox": "0 0 100 8", "preserveAspectRatio": "none", "class_": "share", "fill": "none"}
    return element("svg", *drawn, whole, xmlns="http://www.w3.org/2000/svg", role="img", aria_label=said, **attributes)


def _box(name: str, stats: ExerciseStats, y: float, x: Scale) -> list[str]:
    assert stats.quartiles is not None
    ends = (min(stats.points), *stats.quartiles, max(stats.points))
    low, first, median, third, high = (x(100 * value / stats.max_points) for value in ends)
    return [
        text(shortened(name, NAMES - 14), NAMES - 8, y + 4, text_anchor="end"),
        element("line", x1=low, y1=y, x2=high, y2=y, stroke="currentColor", class_="hue0"),
        element("rect", x=first, y=y - 6, width=max(third - first, 1.0), height=12, **BARS),
        element("line", x1=median, y1=y - 8, x2=median, y2=y + 8, stroke="currentColor", stroke_width=3, class_="hue0"),
    ]


def _share(stats: ExerciseStats) -> str:
    assert stats.quartiles is not None
    return f"{100 * stats.quartiles[1] / stats.max_points:.0f}%"


def _round_widths() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50, ..."""
    return (factor * 10**power for power in itertools.count() for factor in (1, 2, 5))
