"""Which exercise a file answers: by its metadata, else by its name, else by the functions that it defines."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from grader.model.errors import UsageError
from grader.model.source import SourceFile

# Letters of the Latin alphabet, digits and other letters are words of their own: "initializers2张三" has three.
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\W\d_a-z]+")

FunctionsByExercise = Mapping[str, Collection[str]]


def match(file: SourceFile, functions_by_exercise: FunctionsByExercise) -> str | None:
    """The exercise that the file answers, or None if nothing speaks for any.

    Raises
    ------
    UsageError
        `exercise.ambiguous` with `file` and `candidates` (a sorted list), if the file's functions fit several equally.
    """
    named = named_exercise(file, functions_by_exercise)
    if named is not None:
        return named
    candidates = best_by_functions(file, functions_by_exercise)
    if len(candidates) > 1:
        raise UsageError("exercise.ambiguous", file=file.path, candidates=candidates)
    return candidates[0] if candidates else None


def named_exercise(file: SourceFile, exercises: Collection[str]) -> str | None:
    """The exercise that the notebook's metadata or the file's name says, if it is one of the exercises."""
    return file.exercise if file.exercise in exercises else exercise_in_name(file.path, exercises)


def exercise_in_name(path: str, exercises: Iterable[str]) -> str | None:
    """The exercise whose name is contained, as whole words, in the file's name; None if there are two.

    Case, separators, copy suffixes and a student's name beside it do not matter: `s01-Initializers (1).ipynb` is
    `initializers`. A name within a longer one that matches too does not count (`backprop` in `backprop_deep.py`).
    """
    words = _words(PurePosixPath(path).stem)
    contained = {exercise: _words(exercise) for exercise in exercises if _contains(words, _words(exercise))}
    longest = [
        exercise
        for exercise, own in contained.items()
        if not any(len(other) > len(own) and _contains(other, own) for other in contained.values())
    ]
    return longest[0] if len(longest) == 1 else None


def is_exact_name(path: str, exercise: str) -> bool:
    """Whether the file's name is the exercise's and nothing else."""
    return _words(PurePosixPath(path).stem) == _words(exercise)


def best_by_functions(file: SourceFile, functions_by_exercise: FunctionsByExercise) -> list[str]:
    """The exercises, sorted, of which the file defines most functions; none if it defines not one of any."""
    counts = {name: len(file.defines.intersection(functions)) for name, functions in functions_by_exercise.items()}
    most = max(counts.values(), default=0)
    return sorted(name for name, count in counts.items() if count == most) if most else []


def _words(name: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", name).casefold())


def _contains(words: list[str], sought: list[str]) -> bool:
    """Whether `sought` occurs in a row, or written as one word (`GradientChecking` for `gradient_checking`)."""
    runs = (words[start : start + len(sought)] for start in range(len(words)))
    return bool(sought) and (sought in runs or "".join(sought) in words)
