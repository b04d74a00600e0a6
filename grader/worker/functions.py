"""What became of the functions that are wanted of a module: which definition counts, and whether it can be called."""

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from grader.worker.parsing import BrokenUnit, Parsed, Piece
from grader.worker.protocol import FunctionState, LoadNote, Raised, unit_filename
from grader.worker.stubs import definition_line, is_unwritten, place_of

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class _Place(NamedTuple):
    line: int
    cell: int | None


class Functions:
    """Follows the wanted names while a module's statements run.

    A name's value is the last *callable* that it was bound to: the scratch line `verdict = verdict(1e-3)` below the
    function costs nothing. A definition that raises, or that stands in a cell which is not Python, leaves an earlier
    one in force, as in a notebook.
    """

    def __init__(self, wanted: Sequence[str], parsed: Parsed, file: str) -> None:
        self._wanted = tuple(wanted)
        self._broken = parsed.broken
        self._definitions: defaultdict[str, list[_Place]] = defaultdict(list)
        self._stubs: set[tuple[str, int]] = set()
        self._bound: dict[str, _Place] = {}
        self._raised: dict[str, tuple[Raised, _Place]] = {}
        for piece in parsed.pieces:
            for node in _definitions(piece.node, self._wanted):
                self._definitions[node.name].append(_Place(node.lineno, piece.cell))
                if not isinstance(node, ast.ClassDef) and is_unwritten(node):
                    self._stubs.add((unit_filename(file, piece.cell), definition_line(node)))

    def before(self, binds: Collection[str], namespace: Mapping[str, Any]) -> dict[str, Any]:
        """The wanted names that a statement is about to bind, with their values."""
        return {name: namespace.get(name) for name in self._wanted if name in binds}

    def after(self, before: Mapping[str, Any], namespace: dict[str, Any], piece: Piece, raised: Raised | None) -> None:
        """Take note of what the statement bound them to."""
        place = _Place(piece.node.lineno, piece.cell)
        for name, old in before.items():
            new = namespace.get(name)
            if raised:
                self._raised[name] = raised, place
            elif callable(new) or not callable(old):
                self._bound[name] = place
            if callable(old) and not callable(new):
                namespace[name] = old

    def notes(self) -> Iterator[LoadNote]:
        """A note per function that is defined more than once."""
        for name, places in self._definitions.items():
            first, last = places[0], places[-1]
            if len(places) > 1:
                code, numbers = "load.duplicate_definition", (first.line, last.line)
                if first.cell is not None and last.cell is not None and first.cell != last.cell:
                    code, numbers = "load.duplicate_in_cells", (first.cell, last.cell)
                facts: dict[str, str | int] = {"function": name, "first": numbers[0], "last": numbers[1]}
                yield LoadNote(code, facts, last.line, last.cell)

    def states(self, namespace: Mapping[str, Any]) -> dict[str, FunctionState]:
        """The state of every wanted function, now that everything has run."""
        return {name: self._state(name, namespace) for name in self._wanted}

    def _state(self, name: str, namespace: Mapping[str, Any]) -> FunctionState:
        value = namespace.get(name)
        code = place_of(value)
        definitions = self._definitions[name]
        place = self._bound.get(name) or (definitions[-1] if definitions else None)
        if callable(value) and code not in self._stubs:
            return _state("ready", place, definitions)
        if name in self._raised:
            raised, where = self._raised[name]
            return _state("broken", where, definitions, raised)
        unit = self._broken_unit(name)
        if unit:
            line = unit.error.frames[0].line if unit.error.frames else 1
            return _state("broken", _Place(line, unit.cell), definitions, unit.error)
        if callable(value):
            return _state("unwritten", place, definitions)
        return _state("missing" if name not in namespace else "not_callable", place, definitions)

    def _broken_unit(self, name: str) -> BrokenUnit | None:
        """The unit that is not Python and seems to define `name`; a .py file that is not Python defines anything."""
        pattern = re.compile(rf"^[ \t]*(?:(?:async[ \t]+)?def[ \t]+|class[ \t]+)?{re.escape(name)}[ \t]*[(=:]", re.M)
        for unit in reversed(self._broken):
            if unit.cell is None or pattern.search(unit.source):
                return unit
        return None


def _state(
    status: Any, place: _Place | None, definitions: Sequence[_Place], raised: Raised | None = None
) -> FunctionState:
    line, cell = place or (None, None)
    return FunctionState(status, line, cell, len(definitions), raised)


def _definitions(node: ast.stmt, wanted: Collection[str]) -> Iterator[_Definition]:
    """The definition of a wanted name by a top-level statement; one at most of `if ...: def f ... else: def f ...`."""
    found: dict[str, _Definition] = {}
    stack: list[ast.AST] = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, _DEFINITIONS):
            if inner.name in wanted:
                found.setdefault(inner.name, inner)
        elif not isinstance(inner, ast.expr):
            stack.extend(ast.iter_child_nodes(inner))
    yield from found.values()
