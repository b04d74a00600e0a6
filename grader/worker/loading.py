"""Builds a student's module in this process: picks the statements to run, runs them and tells what became of it.

Theory of operation. Every unit is parsed and every statement compiled before any of it runs. The statements that the
wanted functions need (`grader.worker.slicing`), or all of them, then run one by one, each under a deadline, in the
namespace of a module that is registered in `sys.modules`. Whatever a statement raises is noted and costs nothing by
itself: what counts is which functions exist in the end. May fail: student code may end the process or change anything
in it.
"""

import builtins
import linecache
import math
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import NoReturn

from grader.worker import standins
from grader.worker.effects import Statement
from grader.worker.functions import Functions
from grader.worker.parsing import Parsed, Piece, parse
from grader.worker.protocol import Limits, Loaded, LoadNote, ModuleSource, Raised, unit_filename
from grader.worker.reading import analyse
from grader.worker.running import Runner, StatementDeadline
from grader.worker.scopes import is_module_name
from grader.worker.siblings import SiblingFinder, is_shadowing
from grader.worker.slicing import slice_program
from grader.worker.spellings import complete_numpy
from grader.worker.text import bounded
from grader.worker.tracebacks import describe, places

MAX_NOTES = 100
_TEXT_CHARS = 300


def load(source: ModuleSource, wanted: Sequence[str], whole: bool, limits: Limits) -> tuple[ModuleType, Loaded]:
    """Run a module as far as the `wanted` functions need it, or `whole`. Changes this process: once per worker."""
    parsed = parse(source.units, source.file)
    nodes, is_main = [p.node for p in parsed.pieces], [p.cell is not None for p in parsed.pieces]
    program = analyse(nodes, is_main=is_main, name=source.name)
    own = {name.partition(".")[0] for name in source.siblings}
    chosen = slice_program(program, wanted, siblings=own, idle=standins.LIBRARIES)
    functions = Functions(wanted, parsed, source.file)
    notes = _first_notes(parsed, source)
    known = places(source)
    module, runner = ModuleType(_name(source)), Runner(limits)
    enter(source, module, runner)
    for number, (piece, statement) in enumerate(zip(parsed.pieces, program.statements, strict=True)):
        if whole or number in chosen.run:
            before = functions.before(statement.now.binds, vars(module))
            error = runner.run(piece.code, vars(module))
            raised = describe(error, known) if error else None
            functions.after(before, vars(module), piece, raised)
            if error and raised:
                named = _named(statement) if number in chosen.needed else None
                notes += _failure_notes(piece, error, raised, named, limits)
    notes += functions.notes()
    loaded = Loaded(
        functions=functions.states(vars(module)),
        notes=tuple(notes[:MAX_NOTES]),
        skipped_may_matter=chosen.may_matter and not whole,
        syntax_errors=tuple(unit.error for unit in parsed.broken),
    )
    return module, loaded


def _name(source: ModuleSource) -> str:
    """The module's `__name__`: a notebook is the main program."""
    return "__main__" if any(unit.cell is not None for unit in source.units) else source.name


def enter(source: ModuleSource, module: ModuleType, runner: Runner) -> None:
    """Make this process the student's: their modules can be imported, the grader's cannot."""
    standins.hide_libraries()
    complete_numpy()
    sys.meta_path[:0] = [standins.StandInFinder(), SiblingFinder(source.siblings, runner)]
    sys.modules[source.name] = sys.modules[module.__name__] = module
    vars(builtins).update(input=_no_input, display=standins.display, get_ipython=standins.get_ipython)
    if module.__name__ == source.name:
        vars(module)["__file__"] = source.file
    for unit in source.units:  # for `inspect.getsource` in student code
        lines = unit.source.splitlines(keepends=True)
        linecache.cache[unit_filename(source.file, unit.cell)] = len(unit.source), None, lines, source.file


def _no_input(prompt: object = "") -> NoReturn:
    raise EOFError("there is nobody to answer input() while grading")


def _first_notes(parsed: Parsed, source: ModuleSource) -> list[LoadNote]:
    """What is known before anything runs."""
    notes = [LoadNote("load.shadowed_module", {"module": n}, None, None) for n in source.siblings if is_shadowing(n)]
    notes += parsed.notes
    for unit in parsed.broken:
        if unit.cell is not None:
            reason, _, text = unit.error.message.partition("\n")
            facts: dict[str, str | int] = {"message": reason, "text": text}
            line = unit.error.frames[0].line if unit.error.frames else None
            notes.append(LoadNote("load.cell_syntax_error", facts, line, unit.cell))
    return notes


def _named(statement: Statement) -> str:
    """The names that a statement binds or changes, for a message."""
    names = filter(is_module_name, statement.now.binds | statement.now.stores)
    return bounded(", ".join(sorted(names)), _TEXT_CHARS)


def _failure_notes(
    piece: Piece, error: BaseException, raised: Raised, binds: str | None, limits: Limits
) -> Iterator[LoadNote]:
    """How a statement ended; nothing (`binds` is None) for one that no wanted function needs."""
    place = piece.node.lineno, piece.cell
    if isinstance(error, ModuleNotFoundError) and type(error.name) is str:
        yield LoadNote("load.missing_library", {"module": bounded(error.name.partition(".")[0], _TEXT_CHARS)}, *place)
    elif binds is not None and isinstance(error, StatementDeadline):
        yield LoadNote("load.statement_deadline", {"seconds": math.ceil(limits.statement_seconds)}, *place)
    elif binds is not None:
        message = bounded(raised.message, _TEXT_CHARS)
        yield LoadNote("load.statement_failed", {"type": raised.type, "message": message, "binds": binds}, *place)
