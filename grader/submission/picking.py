"""Of a submission with several files: which one answers which exercise, and what it may import from the others."""

import keyword
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.model.errors import UnreadableSubmissionError
from grader.model.source import Note, SourceFile, Submission, Where
from grader.submission.matching import (
    FunctionsByExercise,
    best_by_functions,
    exercise_in_name,
    is_exact_name,
    named_exercise,
)
from grader.submission.text import definitions

_IMPORT = re.compile(r"^[ \t]*+(?:from[ \t]++\.?(\w++)|import[ \t]++([^#\n]*+))", re.MULTILINE)
_UNWRITTEN = re.compile(r"^[ \t]+raise NotImplementedError\b", re.MULTILINE)


@dataclass(frozen=True)
class Answers:
    """The file for each exercise that has one; an exercise in neither mapping was not handed in."""

    files: Mapping[str, SourceFile]
    unreadable: Mapping[str, UnreadableSubmissionError]  # named like the exercise, and no other file has it written
    notes: tuple[Note, ...]  # `submission.two_files` with exercise, used, ignored (paths)


@dataclass(frozen=True)
class _Candidate:
    """A file seen as the answer to one exercise."""

    file: SourceFile
    defined: int  # functions of the exercise that it defines
    written: int  # those of them that are not left as in the stub
    exact: bool  # its name is the exercise's, with nothing added

    @property
    def rank(self) -> tuple[int, int, bool, bool, int]:
        """Larger is better. A notebook comes before the .py that may have been exported from it."""
        return self.written, self.defined, self.file.kind == "ipynb", self.exact, -self.file.path.count("/")


def pick(submission: Submission, functions_by_exercise: FunctionsByExercise) -> Answers:
    """Choose the file for every exercise.

    A file named like the exercise wins if any function in it is written: the bundle has an untouched stub beside the
    one that the student works in. Otherwise it is a file that fits by its functions, and the untouched stub comes
    last. One file may answer several exercises if it holds more than half of their functions; so must one that an
    answer imports, which is a helper otherwise. Further files that could have been meant are noted.
    """
    files: dict[str, SourceFile] = {}
    unreadable: dict[str, UnreadableSubmissionError] = {}
    notes: list[Note] = []
    problems = _problems(submission, functions_by_exercise)
    helpers = _helpers(submission, functions_by_exercise)
    for exercise in functions_by_exercise:
        pool = _pool(submission, exercise, functions_by_exercise, helpers)
        best = max(pool, key=lambda candidate: candidate.rank, default=None)
        if exercise in problems and (best is None or not best.written):
            unreadable[exercise] = problems[exercise]
        elif best is not None:
            files[exercise] = best.file
            notes += [_two_files(exercise, best, other) for other in pool if _is_rival(other, best)]
    return Answers(files, unreadable, tuple(notes))


def _problems(submission: Submission, exercises: Collection[str]) -> dict[str, UnreadableSubmissionError]:
    """Errors of the files that could not be read, by the exercise that their name says."""
    found: dict[str, UnreadableSubmissionError] = {}
    for note in submission.notes:
        if note.code == "submission.file_unreadable":
            exercise = exercise_in_name(note.facts["file"], exercises)
            if exercise is not None:
                found.setdefault(exercise, UnreadableSubmissionError(note.facts["problem"], **note.facts["facts"]))
    return found


def _pool(
    submission: Submission,
    exercise: str,
    functions_by_exercise: FunctionsByExercise,
    helpers: Collection[SourceFile],
) -> list[_Candidate]:
    """The candidates to choose from: those of the best sort that exists."""
    functions = functions_by_exercise[exercise]
    named, fitting = [], []
    for file in submission.files:
        name = named_exercise(file, functions_by_exercise)
        if name == exercise:
            named.append(_candidate(file, exercise, functions))
        elif _fits(file, exercise, functions_by_exercise, unnamed=name is None and file not in helpers):
            fitting.append(_candidate(file, exercise, functions))
    sorts = (
        [candidate for candidate in named if candidate.written],
        [candidate for candidate in fitting if candidate.written],
        named,
        fitting,
    )
    return next((pool for pool in sorts if pool), [])


def _fits(file: SourceFile, exercise: str, functions_by_exercise: FunctionsByExercise, *, unnamed: bool) -> bool:
    """Whether the file's functions make it an answer: more than half of them, or if it has no name, the most."""
    functions = functions_by_exercise[exercise]
    most = 2 * len(file.defines.intersection(functions)) > len(functions)
    return most or (unnamed and exercise in best_by_functions(file, functions_by_exercise))


def _helpers(submission: Submission, exercises: Collection[str]) -> list[SourceFile]:
    """The modules that a file named like an exercise imports: their functions are part of that answer."""
    imported = {
        str(PurePosixPath(file.path).parent / module)
        for file in submission.files
        if named_exercise(file, exercises) is not None
        for unit in file.units
        for module in _imports(unit.source)
    }
    return [file for file in submission.files if file.kind == "py" and not imported.isdisjoint(_places(file))]


def _places(file: SourceFile) -> Iterator[str]:
    """The paths of a file as a module, and of the packages that it is part of."""
    path = PurePosixPath(file.path).with_suffix("")
    return map(str, (path, *path.parents))


def _imports(source: str) -> Iterator[str]:
    for module, modules in _IMPORT.findall(source):
        yield from [module] if module else re.findall(r"\w+", modules)


def _candidate(file: SourceFile, exercise: str, functions: Collection[str]) -> _Candidate:
    blocks: dict[str, str] = {}
    for unit in file.units:
        blocks.update(definitions(unit.source))
    own = [blocks[function] for function in functions if function in blocks]
    written = sum(not _UNWRITTEN.search(block) for block in own)
    return _Candidate(file, len(own), written, is_exact_name(file.path, exercise))


def _is_rival(other: _Candidate, best: _Candidate) -> bool:
    """Whether the student may have meant the other file: something is written in it, and it is not a mere copy."""
    return bool(other.written) and other.file is not best.file and _code(other.file) != _code(best.file)


def _code(file: SourceFile) -> str:
    return "\n".join(unit.source.strip() for unit in file.units)


def _two_files(exercise: str, best: _Candidate, other: _Candidate) -> Note:
    facts = {"exercise": exercise, "used": best.file.path, "ignored": other.file.path}
    return Note("submission.two_files", facts, Where(other.file.path))


def siblings(submission: Submission, file: SourceFile) -> dict[str, str]:
    """Source by module name of the .py files that the file may import, `a.b` for `a/b.py` and `a.__init__`.

    Those are the ones beside it, and the packages (folders beside it) that one of them imports. A file of its own name
    is left out, as that module is the file itself.
    """
    own = PurePosixPath(file.path)
    modules = {_module(other.path, own.parent): other for other in submission.files if other.kind == "py"}
    sources = {name: module.units[0].source for name, module in modules.items() if name not in ("", own.stem)}
    found = {name: source for name, source in sources.items() if "." not in name}
    new = {unit.source for unit in file.units}.union(found.values())
    while new:
        packages = {module for source in new for module in _imports(source)}
        more = {n: s for n, s in sources.items() if n not in found and n.partition(".")[0] in packages}
        found |= more
        new = set(more.values())
    return found


def _module(file: str, folder: PurePosixPath) -> str:
    """A file's name as a module, seen from a folder; empty if it cannot be imported from there."""
    path = PurePosixPath(file).with_suffix("")
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else ()
    return ".".join(parts) if all(part.isidentifier() and not keyword.iskeyword(part) for part in parts) else ""
