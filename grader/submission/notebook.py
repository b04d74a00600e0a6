"""A notebook's JSON to its code cells, without trusting any of it.

nbformat is not used: it costs 0.1 s to import, empties the cells of a notebook that lacks its `nbformat` key without a
word, and fails with six kinds of exception on damaged ones. For valid notebooks the cells are those it would give.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from grader.model.errors import UnreadableSubmissionError
from grader.model.source import Note, Unit, Where
from grader.submission.limits import ReadLimits
from grader.submission.text import compilable, looks_like_html

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_CLIP = 80


@dataclass(frozen=True)
class Notebook:
    """What the grader takes from a notebook. `exercise` is its `metadata.grader.exercise`."""

    units: tuple[Unit, ...]
    exercise: str | None
    notes: tuple[Note, ...]


def parse_notebook(text: str, file: str, limits: ReadLimits) -> Notebook:
    """Read nbformat 3 or 4; a unit's cell number counts all cells from 1.

    Raises
    ------
    UnreadableSubmissionError
        `notebook.*` and `file.too_large`, `file.wrong_type`; see `grader.submission.reading`.
    """
    content = _document(text, file, limits)
    cells, source_key = _cells(content, file)
    if len(cells) > limits.cells:
        raise UnreadableSubmissionError("notebook.too_many_cells", file=file, cells=len(cells), limit=limits.cells)
    units = tuple(
        Unit(compilable(_source(cell, source_key, file, number)), number)
        for number, cell in enumerate(cells, 1)
        if _is_code(cell, file, number)
    )
    if not any(unit.source.strip() for unit in units):
        raise UnreadableSubmissionError("notebook.no_code", file=file, cells=len(cells))
    code_bytes = sum(len(unit.source.encode()) for unit in units)
    if code_bytes > limits.code_bytes:
        raise UnreadableSubmissionError("file.too_large", file=file, bytes=code_bytes, limit=limits.code_bytes)
    return Notebook(units, _exercise(content), _language_notes(content, file))


def _document(text: str, file: str, limits: ReadLimits) -> dict[str, Any]:
    """The JSON object of a notebook."""
    if looks_like_html(text) and not _CONFLICT.match(text):
        raise UnreadableSubmissionError("notebook.html", file=file)
    if text.count("[") + text.count("{") > limits.brackets:
        raise UnreadableSubmissionError("notebook.too_many_values", file=file, limit=limits.brackets)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise _json_problem(text, error, file) from None
    except RecursionError:
        raise UnreadableSubmissionError("notebook.damaged", file=file, cell=None, part="nesting") from None
    except ValueError:  # an integer of more digits than Python converts
        raise UnreadableSubmissionError("notebook.damaged", file=file, cell=None, part="number") from None
    if not isinstance(content, dict):
        raise UnreadableSubmissionError("notebook.damaged", file=file, cell=None, part="document")
    return content


def _json_problem(text: str, error: json.JSONDecodeError, file: str) -> UnreadableSubmissionError:
    """Why the text is no JSON: conflict markers (no JSON string holds a line break), a cut-off end, or neither."""
    if (conflict := _CONFLICT.search(text)) is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        return UnreadableSubmissionError("notebook.merge_conflict", file=file, line=line)
    cut_off = error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip())
    if cut_off and text.lstrip().startswith("{"):
        return UnreadableSubmissionError("notebook.truncated", file=file, line=text.count("\n") + 1)
    return UnreadableSubmissionError("notebook.not_json", file=file, line=error.lineno, column=error.colno)


def _cells(content: dict[str, Any], file: str) -> tuple[list[Any], str]:
    """All cells, and the key that holds a code cell's source: format 3 kept them in worksheets, as `input`."""
    if "nbformat" not in content:
        raise UnreadableSubmissionError("notebook.no_format_key", file=file)
    version = content["nbformat"]
    if version == 4:
        cells, source_key = content.get("cells"), "source"
    elif version == 3:
        cells, source_key = _worksheet_cells(content.get("worksheets")), "input"
    else:
        raise UnreadableSubmissionError("notebook.old_or_new_format", file=file, version=str(version)[:_CLIP])
    if not isinstance(cells, list) or not cells:
        raise UnreadableSubmissionError("notebook.no_cells", file=file)
    return cells, source_key


def _worksheet_cells(worksheets: Any) -> list[Any] | None:
    if not isinstance(worksheets, list):
        return None
    pages = [page.get("cells") if isinstance(page, dict) else None for page in worksheets]
    return [cell for page in pages if isinstance(page, list) for cell in page]


def _is_code(cell: Any, file: str, number: int) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        raise UnreadableSubmissionError("notebook.damaged", file=file, cell=number, part="cell_type")
    return bool(cell["cell_type"] == "code")


def _source(cell: dict[str, Any], key: str, file: str, number: int) -> str:
    """A cell's text, which is stored as one string or as a list of lines with their ends."""
    source = cell.get(key)
    if isinstance(source, str):
        return source
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    raise UnreadableSubmissionError("notebook.damaged", file=file, cell=number, part=key)


def _lookup(content: Any, *keys: str) -> str | None:
    """The string at a path of keys, or None where anything on the way is missing or of another type."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return compilable(content)[:_CLIP] if isinstance(content, str) else None


def _exercise(content: dict[str, Any]) -> str | None:
    return _lookup(content, "metadata", "grader", "exercise")


def _language_notes(content: dict[str, Any], file: str) -> tuple[Note, ...]:
    language = _lookup(content, "metadata", "language_info", "name") or _lookup(
        content, "metadata", "kernelspec", "language"
    )
    if language is None or "python" in language.casefold():
        return ()
    return (Note("notebook.other_language", {"file": file, "language": language}, Where(file)),)
