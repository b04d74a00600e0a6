"""The library of known mistakes: what each mutant does to the checks of its function."""

import hashlib
from collections.abc import Iterator

from grader.authoring.wrong import check_functions, mutants_in
from grader.checking.mutants import Mutant
from grader.exercise.load import Exercise
from grader.grading.diagnosis import Known, Symptom, encode_library
from grader.grading.grade import judging
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict
from grader.worker.client import WorkerPool
from grader.worker.placement import on_one_processor

_FORMAT = "5"  # of symptoms: another one makes every library stale

Found = dict[str, dict[str, Symptom]]  # function -> check -> how it fails


def fingerprint_of(exercise: Exercise) -> str:
    """Return a hash of everything that the library of public checks is made from."""
    return _hash_of(exercise, ["checks.py"])


def hidden_fingerprint_of(exercise: Exercise) -> str:
    """Return a hash of everything that the library of all checks is made from."""
    return _hash_of(exercise, ["checks.py", "hidden_checks.py"], exercise.salt)


def _hash_of(exercise: Exercise, checks: list[str], *more: str) -> str:
    names = ("exercise.toml", f"{exercise.name}.py", *checks, "mutants.py")
    paths = [exercise.folder / name for name in names]
    contents = [path.read_bytes() for path in paths if path.is_file()]
    return hashlib.sha256(b"\0".join([_FORMAT.encode(), *contents, *(text.encode() for text in more)])).hexdigest()


def build(exercise: Exercise, pool: WorkerPool, *, hidden: bool) -> bytes:
    """Run every mutant through the checks that it can touch, and pack how it fails.

    Args:
        hidden: pack how it fails all checks; otherwise hidden ones play no part, and a mistake that only they see is
            left out.
    """
    public = {check.name for check in exercise.checks} - exercise.hidden_names
    chosen = exercise if hidden else exercise.only(public)
    pool.start()
    with on_one_processor():
        return encode_library([known for mutant in mutants_in(exercise) for known in _known(chosen, mutant, pool)])


def _known(exercise: Exercise, mutant: Mutant, pool: WorkerPool) -> Iterator[Known]:
    found = symptoms_of(exercise, mutant, pool)
    if mutant.function in found:  # one that shows only in what is built upon it says nothing of itself
        for where, symptoms in found.items():
            yield Known(mutant.name, where, mutant.function, mutant.diagnosis, mutant.texts, symptoms)


def symptoms_of(exercise: Exercise, mutant: Mutant, pool: WorkerPool) -> Found:
    """Return how a mutant fails the checks of its function, and of those that call it."""
    file = SourceFile(f"{exercise.name}.py", "py", (Unit(mutant.source),), sha256="")
    touched = [check for check in exercise.checks if mutant.function in check_functions(exercise, check)]
    with judging(exercise, file, {}, pool, shrinking=False) as judge:
        results = [judge.result(check) for check in touched]
        judge.examine()
        judge.examine_hidden(exercise.functions)
    found: Found = {}
    for result in results:
        if result.verdict not in (Verdict.PASSED, Verdict.SKIPPED) and result.name in judge.symptoms:
            found.setdefault(result.function, {})[result.name] = judge.symptoms[result.name]
    return found
