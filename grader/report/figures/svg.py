"""SVG as text: elements, escaping, and words that are broken into lines.

Nothing in a picture has an id, so any number of them can stand in one page. Colours come from the page's style sheet by
class; without one, `currentColor`, dashes and opacity tell the same story, on paper too.
"""

import unicodedata
from collections.abc import Iterable
from html import escape

from grader.report.text import plain

WIDTH = 320.0  # of every picture, in its own units; a page scales it
FONT = 11.0


def element(tag: str, *children: str, **attributes: str | float) -> str:
    """Write one element. `class_` is `class`, `stroke_width` is `stroke-width`; children are SVG already."""
    named = "".join(f' {_attribute(key)}="{escape(_value(value))}"' for key, value in attributes.items())
    return f"<{tag}{named}>{''.join(children)}</{tag}>" if children else f"<{tag}{named}/>"


def text(content: str, x: float, y: float, **attributes: str | float) -> str:
    """Write a line of text, escaped, with control and direction characters made visible."""
    return element("text", escape(plain(content)), **{"x": x, "y": y, "fill": "currentColor", **attributes})


def document(parts: Iterable[str], height: float, title: str, description: str) -> str:
    """Write the whole picture. `title` and `description` are its alternative text."""
    head = f"<title>{escape(plain(title))}</title><desc>{escape(plain(description))}</desc>"
    return element(
        "svg",
        head,
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        role="img",
        aria_label=f"{title}. {description}",
        class_="figure",
        font_size=FONT,
        fill="none",
    )


def heading(title: str) -> tuple[list[str], float]:
    """Write the title at the top; return its lines and the height that they take."""
    lines = wrapped(title, WIDTH - 16, FONT + 1)
    attributes: dict[str, str | float] = {"font_weight": 600, "font_size": FONT + 1}
    written = [text(line, 8, 14 + 15 * row, **attributes) for row, line in enumerate(lines)]
    return written, 15.0 * len(lines) + 8


def width_of(content: str, size: float = FONT) -> float:
    """Estimate the width of a text: wide characters take a square, others a bit more than half of one."""
    return sum(size if unicodedata.east_asian_width(letter) in "WF" else 0.56 * size for letter in content)


def wrapped(content: str, width: float, size: float = FONT) -> list[str]:
    """Break a text into lines of at most `width`, between words, or between characters where there are none."""
    lines, line = [], ""
    for piece in _pieces(content):
        if line and width_of(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def shortened(content: str, width: float, size: float = FONT) -> str:
    """Cut a text to `width`."""
    if width_of(content, size) <= width:
        return content
    while content and width_of(content + "…", size) > width:
        content = content[:-1]
    return content + "…"


def _pieces(content: str) -> list[str]:
    pieces = [""]
    for letter in content:
        pieces[-1] += letter
        if letter == " " or unicodedata.east_asian_width(letter) in "WF":
            pieces.append("")
    return [piece for piece in pieces if piece]


def _attribute(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return plain(value) if isinstance(value, str) else f"{round(value, 2):g}"
