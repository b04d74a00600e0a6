"""The library of known mistakes: what each mutant does to the public checks of its function."""

import hashlib

from grader.authoring.wrong import mutants_in
from grader.exercise.load import Exercise
from grader.grading.diagnosis import Known, Symptom, encode_library
from grader.grading.grade import judging
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict
from grader.worker.client import WorkerPool

_FORMAT = "1"  # of symptoms: another one makes every library stale


def fingerprint_of(exercise: Exercise) -> str:
    """Return a hash of everything that a library is made from."""
    names = ("exercise.toml", f"{exercise.name}.py", "checks.py", "mutants.py")
    paths = [exercise.folder / name for name in names]
    contents = [path.read_bytes() for path in paths if path.is_file()]
    return hashlib.sha256(b"\0".join([_FORMAT.encode(), *contents])).hexdigest()


def build(exercise: Exercise, pool: WorkerPool) -> bytes:
    """Run every mutant through the public checks of its function, and pack how it fails."""
    public = exercise.only([check.name for check in exercise.checks if check.name not in exercise.hidden_names])
    known = []
    for mutant in mutants_in(exercise):
        symptoms = symptoms_of(public, mutant.function, mutant.source, pool)
        if symptoms:  # a mistake that only hidden checks see stays hidden
            known.append(Known(mutant.name, mutant.function, mutant.diagnosis, mutant.texts, symptoms))
    return encode_library(known)


def symptoms_of(exercise: Exercise, function: str, source: str, pool: WorkerPool) -> dict[str, Symptom]:
    """Return how a submission fails the checks of one function."""
    file = SourceFile(f"{exercise.name}.py", "py", (Unit(source),), sha256="")
    with judging(exercise, file, {}, pool, shrinking=False) as judge:
        results = [judge.result(check) for check in exercise.checks if exercise.function_of(check) == function]
    failed = {result.name for result in results if result.verdict not in (Verdict.PASSED, Verdict.SKIPPED)}
    return {name: symptom for name, symptom in judge.symptoms.items() if name in failed}
