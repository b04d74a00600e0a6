"""The library of known mistakes: what each mutant does to the public checks of its function."""

import hashlib

from grader.authoring.wrong import check_functions, mutants_in
from grader.checking.mutants import Mutant
from grader.exercise.load import Exercise
from grader.grading.diagnosis import Known, Symptom, encode_library
from grader.grading.grade import judging
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict
from grader.worker.client import WorkerPool

_FORMAT = "4"  # of symptoms: another one makes every library stale


def fingerprint_of(exercise: Exercise) -> str:
    """Return a hash of everything that a library is made from."""
    names = ("exercise.toml", f"{exercise.name}.py", "checks.py", "mutants.py")
    paths = [exercise.folder / name for name in names]
    contents = [path.read_bytes() for path in paths if path.is_file()]
    return hashlib.sha256(b"\0".join([_FORMAT.encode(), *contents])).hexdigest()


def build(exercise: Exercise, pool: WorkerPool) -> bytes:
    """Run every mutant through the public checks that it can touch, and pack how it fails."""
    public = exercise.only([check.name for check in exercise.checks if check.name not in exercise.hidden_names])
    known = []
    for mutant in mutants_in(exercise):
        found = symptoms_of(public, mutant, pool)
        if mutant.function in found:  # a mistake that only hidden checks see stays hidden
            named = (mutant.diagnosis, mutant.texts)
            known += [Known(mutant.name, where, mutant.function, *named, symptoms) for where, symptoms in found.items()]
    return encode_library(known)


def symptoms_of(exercise: Exercise, mutant: Mutant, pool: WorkerPool) -> dict[str, dict[str, Symptom]]:
    """Return how a mutant fails the checks of its function, and of those that call it: function -> check -> symptom."""
    file = SourceFile(f"{exercise.name}.py", "py", (Unit(mutant.source),), sha256="")
    touched = [check for check in exercise.checks if mutant.function in check_functions(exercise, check)]
    with judging(exercise, file, {}, pool, shrinking=False) as judge:
        results = [judge.result(check) for check in touched]
        judge.examine()
    found: dict[str, dict[str, Symptom]] = {}
    for result in results:
        if result.verdict not in (Verdict.PASSED, Verdict.SKIPPED) and result.name in judge.symptoms:
            found.setdefault(result.function, {})[result.name] = judge.symptoms[result.name]
    return found
