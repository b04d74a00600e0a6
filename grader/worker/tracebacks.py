"""Exceptions as text, formed beside the student's code. Nothing that the exception overrides is trusted."""

from collections.abc import Iterator
from types import TracebackType

from grader.worker.protocol import (
    MESSAGE_CHARS,
    TRACEBACK_CHARS,
    Frame,
    ModuleSource,
    Raised,
    sibling_filename,
    unit_filename,
)
from grader.worker.text import bounded, type_name

_LINE_CHARS = 300
_HEAD, _TAIL = 4, 12  # frames kept of a deep recursion
_BASES = 10
_bases_of = type.__dict__["__mro__"].__get__
_traceback_of = BaseException.__dict__["__traceback__"].__get__

Places = dict[str, tuple[str, int | None, list[str]]]  # compiled file name -> file, cell, lines


def places(source: ModuleSource) -> Places:
    """Where each file name that student code is compiled under belongs."""
    known: Places = {
        unit_filename(source.file, unit.cell): (source.file, unit.cell, unit.source.splitlines())
        for unit in source.units
    }
    for name, text in source.siblings.items():
        known.setdefault(sibling_filename(name), (sibling_filename(name), None, text.splitlines()))
    return known


def describe(error: BaseException, known: Places) -> Raised:
    """`error` with the frames of the student's own code. Never raises, whatever the exception does."""
    name, message = "Exception", ""
    try:
        name = type_name(type(error))
        frames = _outline(list(_frames(_traceback_of(error), known)))
        message = _message(error)
        bases = tuple(type_name(base) for base in _bases_of(type(error))[1 : _BASES + 1])
        return Raised(name, message, _render(name, message, frames), frames, bases)
    except BaseException:  # noqa: BLE001 - a hostile exception is still only an exception of the student's code
        return Raised(name, message, f"{name}: (its text cannot be formed)", ())


def _message(error: BaseException) -> str:
    try:
        return bounded(str(error), MESSAGE_CHARS)
    except BaseException as inner:  # noqa: BLE001 - __str__ is student code
        return f"(its text cannot be formed: {type_name(type(inner))} in __str__)"


def _frames(traceback: TracebackType | None, known: Places) -> Iterator[Frame]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        place = known.get(code.co_filename)
        if place is not None:
            file, cell, lines = place
            line = traceback.tb_lineno or 0
            text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
            yield Frame(
                bounded(file, _LINE_CHARS), line, bounded(code.co_name, _LINE_CHARS), cell, bounded(text, _LINE_CHARS)
            )
        traceback = traceback.tb_next


def _outline(frames: list[Frame]) -> tuple[Frame, ...]:
    if len(frames) <= _HEAD + _TAIL:
        return tuple(frames)
    return (*frames[:_HEAD], *frames[-_TAIL:])


def _render(name: str, message: str, frames: tuple[Frame, ...]) -> str:
    lines = ["Traceback (most recent call last):"] if frames else []
    for index, frame in enumerate(frames):
        if index == _HEAD and len(frames) == _HEAD + _TAIL:
            lines.append("  ...")
        cell = "" if frame.cell is None else f", cell {frame.cell}"
        lines.append(f'  File "{frame.file}"{cell}, line {frame.line}, in {frame.function}')
        if frame.text:
            lines.append(f"    {frame.text}")
    last = f"{name}: {message}" if message else name
    head = "\n".join(lines)[: TRACEBACK_CHARS - 1]
    return f"{head}\n{last}"[:TRACEBACK_CHARS] if head else last[:TRACEBACK_CHARS]
