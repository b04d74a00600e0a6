"""CSV that spreadsheets can open without harm, and rosters that platforms wrote."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.model.errors import UsageError
from grader.report.text import one_line

# A formula begins a cell, in the full-width forms of Chinese and Japanese too; and in a spreadsheet whose separator is
# another one, any of these separators begins a cell.
_FORMULA = re.compile(r"(^|[,;|])(?=\s*[=+\-@＝＋－＠])")


def text_cell(text: str) -> str:
    """A cell of text that no spreadsheet takes for a formula, on one line."""
    return _FORMULA.sub(r"\1'", one_line(text))


def written(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Return rows as CSV with "\\n" line ends, quoted where needed."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


@dataclass(frozen=True)
class Table:
    """A CSV file with its header."""

    header: list[str]
    rows: list[list[str]]
    delimiter: str

    def column(self, *names: str) -> int | None:
        """Position of the first header that has one of the names, whatever its case."""
        wanted = {name.casefold() for name in names}
        return next((at for at, name in enumerate(self.header) if name.strip().casefold() in wanted), None)


def read_table(data: bytes) -> Table:
    """Read a roster: UTF-8 (with or without a mark) or GB18030; commas, semicolons or tabs.

    Raises:
        UsageError: it is no table.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    if not rows or len(rows[0]) < 2:
        raise UsageError("export.roster", problem="its first line is no header with several columns")
    width = len(rows[0])
    return Table(rows[0], [(row + [""] * width)[:width] for row in rows[1:]], delimiter)
