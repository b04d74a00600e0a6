"""Compares the functions in the kernel's memory with the written ones, by their texts."""

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from grader.model.source import Note, SourceFile, Unit, Where
from grader.notebook.written import same
from grader.submission.text import definitions

# Lines that IPython rewrites before it compiles a cell.
_MAGIC = re.compile(r"^[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)
_DECORATOR = re.compile(r"^[ \t]*@", re.MULTILINE)


def comparable(file: SourceFile, functions: Collection[str]) -> dict[str, Unit]:
    """Return the functions that are written as a plain `def`, whose text memory can be compared with; with the unit."""
    found = {name: unit for unit in file.units for name in definitions(unit.source) if name in functions}
    return {name: unit for name, unit in found.items() if _is_plain_def(name, unit.source)}


def _is_plain_def(name: str, source: str) -> bool:
    """Whether a function of this text has it as its source: not what a decorator returns, nor what a magic changes."""
    block = definitions(source)[name]
    return bool(re.match(rf"\s*def\s+{name}\b", block)) and not _MAGIC.search(block) and not _DECORATOR.search(source)


def remarks(
    written: Mapping[str, Unit], memory: Mapping[str, Mapping[str, Any]], file: SourceFile, *, run: bool
) -> Iterator[Note]:
    """Yield a note for each function that is another one in memory than the written one.

    Args:
        memory: see `Session.describe`; without an entry nothing is said.
        run: whether the written cells were run, so that memory should have the function.
    """
    for name, unit in written.items():
        where = Where(file.path, None, unit.cell)
        match memory.get(name):
            case {"kind": "absent"} if run:
                yield Note("session.not_in_memory", {"function": name}, where)
            case {"kind": "object"}:
                yield Note("session.other_in_memory", {"function": name}, where)
            case {"kind": "function", "source": str(text)} if not _is_source(text, name, unit):
                yield Note("session.other_in_memory", {"function": name}, where)


def _is_source(text: str, name: str, unit: Unit) -> bool:
    block = definitions(textwrap.dedent(text)).get(name)
    return block is not None and same(block, definitions(unit.source)[name])
