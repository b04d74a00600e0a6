"""Which source is graded, the cells that were run or the saved notebook, and what is said about the other one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from grader.model.report import Report
from grader.model.source import Note, SourceFile
from grader.notebook.written import blocks, cells_of, reached, same

# What loading says of a cell; it is of interest only where that cell holds what is graded.
_ABOUT_A_CELL = ("load.cell_ignored", "load.cell_syntax_error", "load.line_ignored", "load.statement_failed")
# Of a cell that was edited and run again, every version is in the history.
_ABOUT_VERSIONS = ("load.duplicate_definition", "load.duplicate_in_cells")


@dataclass(frozen=True)
class Choice:
    """The source to grade; `run` tells whether it is the cells that were run."""

    file: SourceFile
    run: bool


def choose(run: SourceFile | None, saved: SourceFile | None, wanted: Collection[str]) -> Choice | None:
    """Choose where the wanted functions are written; None if they are in neither.

    What was run comes first: it is what the student sees, saved or not. The saved notebook is graded if it alone has a
    function, and all that was run stands in it too.
    """
    here = blocks(run) if run else {}
    there = blocks(saved) if saved else {}
    differing, lacking = _differences(here, there, wanted)
    not_run = [name for name in there if name in wanted and name not in here]
    if saved is not None and not_run and not differing and not lacking:
        return Choice(_noted(saved, Note("session.as_saved", _names(not_run, saved))), run=False)
    if run is None or here.keys().isdisjoint(wanted):
        return None
    said = {"session.not_run": not_run, "session.saved_differs": differing, "session.saved_lacks": lacking}
    notes = [Note(code, _names(names, saved)) for code, names in said.items() if saved is not None and names]
    return Choice(_noted(run, Note("session.as_run"), *notes), run=True)


def _differences(
    here: Mapping[str, str], there: Mapping[str, str], wanted: Collection[str]
) -> tuple[list[str], list[str]]:
    """The names that matter for the wanted functions: those that are saved in another text, and those that are not."""
    names = reached([name for name in wanted if name in here], here)
    differing = [name for name in names if name in there and not same(here[name], there[name])]
    return differing, [name for name in names if name not in there]


def _names(names: Collection[str], file: SourceFile) -> dict[str, str]:
    return {"names": ", ".join(names), "file": file.path}


def _noted(file: SourceFile, *notes: Note) -> SourceFile:
    return replace(file, notes=(*notes, *file.notes))


def tidied(report: Report, file: SourceFile, wanted: Collection[str]) -> Report:
    """Return a report on cells that were run without the notes on versions that were replaced and on scratch cells."""
    cells = cells_of(file)
    current = {cells[name] for name in reached(wanted, blocks(file))}

    def matters(note: Note) -> bool:
        about_a_cell = note.code in _ABOUT_A_CELL and note.where is not None
        return note.code not in _ABOUT_VERSIONS and not (about_a_cell and note.where.cell not in current)  # type: ignore[union-attr]

    return replace(report, notes=tuple(note for note in report.notes if matters(note)))


def broken_last(report: Report, file: SourceFile, wanted: Collection[str]) -> dict[str, int]:
    """Return the functions whose last definition stands in a cell that is not Python, with that cell."""
    broken = {note.where.cell for note in report.notes if note.code == "load.cell_syntax_error" and note.where}
    cells = cells_of(file)
    return {name: cell for name in wanted if (cell := cells.get(name)) is not None and cell in broken}
