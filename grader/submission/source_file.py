"""The bytes of one .py file or notebook to a `SourceFile`."""

import hashlib
import re

from grader.model.errors import UnreadableSubmissionError
from grader.model.source import Note, SourceFile, Unit, Where
from grader.submission.limits import ReadLimits
from grader.submission.names import suffix
from grader.submission.notebook import parse_notebook
from grader.submission.text import binary_type, decode, definitions, looks_like_html, unix_newlines

_NOTEBOOK_JSON = re.compile(r'\s*\{\s*"(?:cells|metadata|nbformat|nbformat_minor|worksheets)"\s*:')


def parse_file(data: bytes, file: str, limits: ReadLimits) -> SourceFile:
    """Understand one file; `file` is its name as the student knows it and decides what it is read as.

    Raises
    ------
    UnreadableSubmissionError
        `file.*` and `notebook.*`; see `grader.submission.reading`.
    """
    limit = limits.bytes_of(file)
    if len(data) > limit:
        raise UnreadableSubmissionError("file.too_large", file=file, bytes=len(data), limit=limit)
    if (found := binary_type(data)) is not None:
        raise UnreadableSubmissionError("file.wrong_type", file=file, found=found, rename_to=None)
    text, guessed = decode(data, file)
    if not text.strip():
        raise UnreadableSubmissionError("file.empty", file=file)
    digest = hashlib.sha256(data).hexdigest()
    notes = (Note("file.encoding_guessed", {"file": file, "encoding": guessed}, Where(file)),) if guessed else ()
    if suffix(file) == ".ipynb":
        notebook = parse_notebook(text, file, limits)
        defines = frozenset(name for unit in notebook.units for name in definitions(unit.source))
        return SourceFile(file, "ipynb", notebook.units, digest, notebook.exercise, defines, notes + notebook.notes)
    source = _python_text(text, file)
    return SourceFile(file, "py", (Unit(source),), digest, None, frozenset(definitions(source)), notes)


def _python_text(text: str, file: str) -> str:
    """Text that may be Python, with `\\n` line ends; what is certainly something else is refused by its name."""
    if looks_like_html(text) and not text.startswith("<<<<<<<"):  # conflict markers are a syntax error with a line
        raise UnreadableSubmissionError("file.wrong_type", file=file, found="html", rename_to=None)
    if _NOTEBOOK_JSON.match(text):
        raise UnreadableSubmissionError("file.wrong_type", file=file, found="ipynb", rename_to=None)
    source = unix_newlines(text)
    if (nul := source.find("\0")) >= 0:
        raise UnreadableSubmissionError("file.nul_bytes", file=file, line=source.count("\n", 0, nul) + 1)
    return source
