"""Names the mistakes that public checks leave open, by all checks together.

Only hidden results are given these names: what is said of public checks is the same with and without hidden ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.exercise.load import Exercise
from grader.grading.diagnosis import Symptoms, diagnose, library_of
from grader.grading.headlines import diagnosis_of
from grader.model.report import CheckResult, Diagnosis
from grader.model.verdict import Verdict


def left_open(exercise: Exercise, results: Sequence[CheckResult], symptoms: Symptoms) -> list[str]:
    """Return the functions that fail hidden checks, whose mistake has no name yet and may get one."""
    known = library_of(exercise.hidden_library)
    named = {result.function for result in results if result.diagnosis is not None and result.diagnosis.text}
    unsure = {result.function for result in results if result.verdict is Verdict.UNGRADED}
    failing = dict.fromkeys(result.function for result in results if result.hidden and result.name in symptoms)
    return [function for function in failing if function in known and function not in named | unsure]


def completed(
    exercise: Exercise, results: Sequence[CheckResult], symptoms: Symptoms, functions: Sequence[str]
) -> list[CheckResult]:
    """Return the results, with the names that all checks together give to the mistakes in `functions`."""
    origins = {result.function for result in results if result.name in symptoms}
    found: dict[str, Diagnosis] = {}
    for function in functions:
        shown = {r.name: symptoms[r.name] for r in results if r.function == function and r.name in symptoms}
        library = [known for known in library_of(exercise.hidden_library)[function] if known.origin in origins]
        ran = [result.name for result in results if result.function == function]
        one = diagnose(shown, library, ran)
        if one is not None:
            found[function] = diagnosis_of(*one, shown)
    return [_with(result, found) if result.hidden and result.name in symptoms else result for result in results]


def _with(result: CheckResult, found: Mapping[str, Diagnosis]) -> CheckResult:
    return replace(result, diagnosis=found[result.function]) if result.function in found else result
