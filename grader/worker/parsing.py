"""A module's units as top-level statements, each compiled on its own so that one can fail without the next."""

import __future__

import ast
import warnings
from collections.abc import Iterable, Iterator, Sequence
from types import CodeType
from typing import NamedTuple

from grader.worker.cells import SYNTAX_ERRORS, read_cell
from grader.worker.protocol import MESSAGE_CHARS, Frame, LoadNote, Raised, UnitSource, unit_filename
from grader.worker.text import bounded

_LINE_CHARS = 300
_NESTED = 0x10  # `nested_scopes` is as old as the flag of any function inside another
_FUTURE_FLAGS = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names} - {_NESTED})


class Piece(NamedTuple):
    """A top-level statement (of an import statement, one name of it), ready to run."""

    node: ast.stmt
    code: CodeType
    cell: int | None


class BrokenUnit(NamedTuple):
    """A unit that is not Python."""

    source: str
    cell: int | None
    error: Raised


class Parsed(NamedTuple):
    """What a module's units hold."""

    pieces: tuple[Piece, ...]
    broken: tuple[BrokenUnit, ...]
    notes: tuple[LoadNote, ...]


def parse(units: Sequence[UnitSource], file: str) -> Parsed:
    """Clean, parse and compile each unit. As in a notebook, `from __future__` of one cell holds for later ones."""
    pieces: list[Piece] = []
    broken: list[BrokenUnit] = []
    notes: list[LoadNote] = []
    flags = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on `"\d"` and `x is 3`: neither is an error, whatever the filters say
        for unit in units:
            filename = unit_filename(file, unit.cell)
            cell = read_cell(unit.source, filename, unit.cell)
            notes += cell.notes
            error = cell.error
            if cell.tree:
                try:
                    compiled, flags = _compiled(cell.tree, filename, unit.cell, flags)
                    pieces += compiled
                except SYNTAX_ERRORS as raised:  # `return` outside a function: found by the compiler only
                    error = raised
            if error:
                broken.append(BrokenUnit(cell.source, unit.cell, _described(error, cell.source, file, unit.cell)))
    return Parsed(tuple(pieces), tuple(broken), tuple(notes))


def _compiled(tree: ast.Module, filename: str, cell: int | None, flags: int) -> tuple[list[Piece], int]:
    pieces = []
    for node in _statements(tree.body):
        code = compile(ast.Module([node], []), filename, "exec", flags, dont_inherit=True)
        flags |= code.co_flags & _FUTURE_FLAGS
        pieces.append(Piece(node, code, cell))
    return pieces, flags


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, an import of several names as one statement per name."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                one = (
                    ast.Import([alias])
                    if isinstance(node, ast.Import)
                    else ast.ImportFrom(node.module, [alias], node.level)
                )
                yield ast.copy_location(one, node)
        else:
            yield node


def _described(error: BaseException, source: str, file: str, cell: int | None) -> Raised:
    """A syntax error with the line it is on and a caret below the place."""
    if not isinstance(error, SyntaxError):
        bomb = isinstance(error, MemoryError | RecursionError)
        message = "the code is nested too deeply" if bomb else bounded(str(error), MESSAGE_CHARS)
        return Raised("SyntaxError", message, f"SyntaxError: {message}", ())
    kind, reason, line = type(error).__name__, bounded(error.msg or "invalid syntax", _LINE_CHARS), error.lineno or 1
    lines = source.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    indent = len(text) - len(text.lstrip())
    caret = max(min((error.offset or 1) - 1, len(text)) - indent, 0)
    shown = bounded(text.strip(), _LINE_CHARS)
    where = f"  {shown}\n  {' ' * min(caret, len(shown))}^" if shown else ""
    message = f"{reason}\n{where}" if where else reason
    place = f'  File "{bounded(file, _LINE_CHARS)}"{"" if cell is None else f", cell {cell}"}, line {line}'
    frame = Frame(bounded(file, _LINE_CHARS), line, "<module>", cell, shown)
    return Raised(kind, message, "\n".join(filter(None, (place, where, f"{kind}: {reason}"))), (frame,))
