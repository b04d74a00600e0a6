r"""Plain Python out of a notebook cell's text: magics, shell lines, help lines and pasted prompts are taken out.

Text that parses is never changed, apart from pasted prompts. Otherwise it is read once, logical line by logical line,
so that a `%` or `!` inside a string or on a continuation line is left alone. Every line keeps its number. The time
taken is linear in the text, whatever the text is.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.worker.protocol import LoadNote
from grader.worker.text import bounded

# Cell magics whose body is not Python of this notebook. Every other one (`%%time`, `%%capture`) runs its body as such.
SHELL_MAGICS = frozenset(("bash", "cmd", "file", "powershell", "script", "sh", "system", "writefile"))
LANGUAGE_MAGICS = frozenset(("cython", "html", "javascript", "js", "julia", "latex", "markdown", "octave", "perl"))
FOREIGN_MAGICS = SHELL_MAGICS | LANGUAGE_MAGICS | frozenset(("pypy", "r", "ruby", "sql", "svg"))
# Line magics that set up the notebook and that no function could miss.
SILENT_MAGICS = frozenset(
    ("autoreload", "check", "config", "load_ext", "matplotlib", "precision", "pylab", "reload_ext", "time", "timeit")
)

_NOTE_CHARS = 120
_FIRST_PROMPT = re.compile(r"\s*+(?:>>>(?:[ ]|$)|In \[[ \d]*\]: )", re.MULTILINE)
_PROMPT = re.compile(r"[ \t]*+(?:>>> ?|\.\.\.(?: |$)|In \[[ \d]*\]: ?|\.\.\.+: ?)")
_CELL_MAGIC = re.compile(r"(?:[ \t]*+(?:#.*+)?\n)*+[ \t]*+%%(\w+)")
_INDENT = re.compile(r"[ \t]*+")
_MAGIC_NAME = re.compile(r"[ \t]*+%+(\w+)")
_MAGIC = re.compile(r"[ \t]*+[%!?]")
_RUN = re.compile(r"[ \t]*+%run[ \t]++(?:-\w++[ \t]++)*+(?:\./)?+(\w++)\.py[ \t]*+$")  # of a module handed in too
# `pip install x` and `ls -l` without a sign, but not the assignment `ls -= 1` or the expression `ls if ls else 0`
_SHELL = re.compile(
    r"[ \t]*+(?:pip3?|conda|mamba|ls|cd|pwd)(?:[ \t]*+$|[ \t]++(?!(?:and|for|if|in|is|not|or)\b|[-/]=)[\w./~\"$-])"
)
_HELP = re.compile(r"[^'\"#]*\?[ \t]*+$")  # `?` is not Python outside strings and comments
_TIMED = re.compile(r"([ \t]*+(?:[A-Za-z_][\w., \t]*+=[ \t]*+)?)(?:%time[ \t]++)++(?=[^\s\\])")
_CAPTURED = re.compile(r"([ \t]*+[A-Za-z_][\w., \t]*+=)[ \t]*+[%!]")

# What decides whether a line break ends a logical line: comments, whole strings, brackets, escaped line breaks.
_TOKEN = re.compile(
    r"""
    (?P<skip> \#[^\n]*+
      | \"\"\" [^"\\]*+ (?: (?: \\(?:.|\Z) | "(?!"") ) [^"\\]*+ )*+ (?: \"\"\" | \Z )
      | '''    [^'\\]*+ (?: (?: \\(?:.|\Z) | '(?!'') ) [^'\\]*+ )*+ (?: '''    | \Z )
      | "      [^"\\\n]*+ (?: \\(?:.|\Z) [^"\\\n]*+ )*+ "?
      | '      [^'\\\n]*+ (?: \\(?:.|\Z) [^'\\\n]*+ )*+ '?
      | \\ (?: . | \Z ) )
    | (?P<open> [(\[{] )
    | (?P<close> [)\]}] )
    | (?P<end> \n )
    """,
    re.VERBOSE | re.DOTALL,
)

SYNTAX_ERRORS = (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError)  # the last two: parsing bombs


class Cell(NamedTuple):
    """A cell (or a .py file) as plain Python: its tree, or why it has none, and notes about what was left out."""

    source: str
    tree: ast.Module | None
    error: BaseException | None
    notes: tuple[LoadNote, ...] = ()


def read_cell(text: str, filename: str, cell: int | None = None) -> Cell:
    """Clean and parse the text of a code cell, or of a .py file, which may be an exported notebook."""
    source = _without_prompts(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    as_it_is = _parsed(source, filename)
    if as_it_is.tree:
        return as_it_is
    source = _dedented(source)
    magic = _CELL_MAGIC.match(source)
    if magic and magic[1].lower() in FOREIGN_MAGICS:
        line = source.count("\n", 0, magic.end()) + 1
        note = LoadNote("load.cell_ignored", {"magic": bounded(magic[1], _NOTE_CHARS)}, line, cell)
        return _parsed("", filename)._replace(notes=(note,))
    if magic:
        source = _without_line(source, magic.start(1))
    notes: list[LoadNote] = []
    source = "\n".join(_plain_lines(source, cell, notes))
    return as_it_is if source == as_it_is.source else _parsed(source, filename)._replace(notes=tuple(notes))


def _parsed(source: str, filename: str) -> Cell:
    try:
        return Cell(source, ast.parse(source, filename), None)
    except SYNTAX_ERRORS as error:
        return Cell(source, None, error)


def _without_prompts(source: str) -> str:
    if not _FIRST_PROMPT.match(source):
        return source
    return "\n".join(line[match.end() :] if (match := _PROMPT.match(line)) else line for line in source.split("\n"))


def _dedented(source: str) -> str:
    """Without the indentation of the first line of code, on every line that has it."""
    for line in source.split("\n"):
        code = line.lstrip(" \t")
        if code and not code.startswith("#"):
            indent = line[: len(line) - len(code)]
            return re.sub(f"^{indent}", "", source, flags=re.MULTILINE) if indent else source
    return source


def _without_line(source: str, position: int) -> str:
    start, end = source.rfind("\n", 0, position) + 1, _line_end(source, position)
    return source[:start] + source[end:]


def _line_end(source: str, position: int) -> int:
    end = source.find("\n", position)
    return len(source) if end < 0 else end


def _logical_end(source: str, position: int) -> int:
    """Where the logical line that starts at `position` ends."""
    depth = 0
    for token in _TOKEN.finditer(source, position):
        match token.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth = max(depth - 1, 0)
            case "end" if depth == 0:
                return token.start()
    return len(source)


def _plain_lines(source: str, cell: int | None, notes: list[LoadNote]) -> Iterator[str]:
    """The logical lines of `source`, with `pass` or its like for those that are not Python."""
    position, number = 0, 1
    while position < len(source):
        end = _line_end(source, position)
        line = source[position:end]
        timed = _TIMED.match(line)
        plain = None if timed else _replacement(line)
        if plain is None:
            start = position + timed.end() if timed else position
            end = _logical_end(source, start)
            plain = (timed[1] if timed else "") + source[start:end]
        else:
            while source[end - 1] == "\\" and end < len(source):
                end = _line_end(source, end + 1)
                plain += "\n"
            notes.extend(_note(line, number, cell))
        yield plain
        number += plain.count("\n") + 1
        position = end + 1


def _replacement(line: str) -> str | None:
    """What stands for a line that is not Python; None if it is Python."""
    captured = _CAPTURED.match(line)
    if captured:
        return f"{captured[1]} None"
    if _MAGIC.match(line) or _SHELL.match(line) or _HELP.match(line):
        indent = _INDENT.match(line)
        return f"{indent[0] if indent else ''}{_meaning(line)}"
    return None


def _meaning(line: str) -> str:
    """What a command does to the names of the notebook, as a statement."""
    name, module = _MAGIC_NAME.match(line), _RUN.match(line)
    if module:
        return f"from {module[1]} import *"
    return "from pylab import *" if name and name[1] == "pylab" else "pass"


def _note(line: str, number: int, cell: int | None) -> Iterator[LoadNote]:
    name = _MAGIC_NAME.match(line)
    if not _RUN.match(line) and (not name or name[1] not in SILENT_MAGICS):
        yield LoadNote("load.line_ignored", {"text": bounded(line.strip(), _NOTE_CHARS)}, number, cell)
