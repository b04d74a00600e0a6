"""Names the mistake: which of the exercise's mutants does what the student's function does?

Every mutant of a function has symptoms: the checks of that function that it fails, with their codes and the answers
that were given. A student's function with the same symptoms makes the same mistake, or one that no check of the course
can tell from it. A mistake is named only if all mutants that fit mean the same one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from grader.exercise.load import Exercise
from grader.grading.fingerprint import Answer, same_law, same_values
from grader.model.report import CheckResult, Diagnosis
from grader.model.verdict import Verdict


class Symptom(msgspec.Struct, frozen=True, array_like=True):
    """How one check failed."""

    verdict: str
    code: str
    evidence: dict[str, str]  # facts that are words, not samples: a formula's name, a type, an argument
    answers: tuple[Answer, ...]


Symptoms = Mapping[str, Symptom]  # failed check -> how


class Known(msgspec.Struct, frozen=True):
    """A mistake with its symptoms, from one mutant."""

    mutant: str
    function: str
    code: str  # of the diagnosis
    texts: dict[str, str]  # language -> what the code does, what is right and why
    symptoms: dict[str, Symptom]


def evidence(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts that do not depend on what a generator drew."""
    return {key: str(value) for key, value in facts.items() if isinstance(value, str) and not _is_number(value)}


def diagnose(symptoms: Symptoms, library: Sequence[Known]) -> Known | None:
    """Return the mistake that explains the symptoms of one function, or None if none does or several do.

    Args:
        library: the known mistakes of that function.
    """
    if not symptoms:
        return None
    exact = [known for known in library if _fits(symptoms, known.symptoms, exactly=True)]
    fitting = exact or [known for known in library if _fits(symptoms, known.symptoms, exactly=False)]
    meanings = {known.code for known in fitting}
    return fitting[0] if len(meanings) == 1 else None


def diagnosed(exercise: Exercise, results: Sequence[CheckResult], symptoms: Symptoms) -> list[CheckResult]:
    """Return the results, with the diagnosis on each failed check that it explains.

    Functions are diagnosed one by one: a mistake in one says nothing about another. Hidden checks play no part, so that
    a student and an instructor read the same.
    """
    library = library_of(exercise.library)
    found: dict[str, Diagnosis] = {}
    for function in {result.function for result in results if result.name in symptoms} & library.keys():
        own = [result for result in results if result.function == function and not result.hidden]
        complete = all(result.verdict is not Verdict.UNGRADED for result in own)
        shown = {result.name: symptoms[result.name] for result in own if result.name in symptoms}
        known = diagnose(shown, library[function]) if complete else None
        if known is not None:
            found |= dict.fromkeys(shown, Diagnosis(known.code, known.texts, {"mutant": known.mutant}))
    return [replace(result, diagnosis=found.get(result.name)) for result in results]


def _fits(symptoms: Symptoms, known: Symptoms, *, exactly: bool) -> bool:
    if symptoms.keys() != known.keys():
        return False
    pairs = [(symptoms[check], known[check]) for check in symptoms]
    if any((a.verdict, a.code) != (b.verdict, b.code) for a, b in pairs):
        return False
    if any(a.evidence != b.evidence for a, b in pairs):
        return False
    if exactly:
        return _telling(pairs) and all(same_values(a.answers, b.answers) for a, b in pairs)
    laws = {same_law(a.answers, b.answers) for a, b in pairs}
    return True in laws and False not in laws


def _telling(pairs: Sequence[tuple[Symptom, Symptom]]) -> bool:
    """Whether there are numbers to compare: without any, an equal code is no evidence of an equal mistake."""
    return any(answer.size for one, _ in pairs for answer in one.answers)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def library_of(data: bytes) -> Mapping[str, Sequence[Known]]:
    """Decode a packed library, function -> its known mistakes. Empty bytes are an empty library."""
    known = msgspec.msgpack.decode(data, type=list[Known]) if data else []
    return {
        function: [one for one in known if one.function == function] for function in {one.function for one in known}
    }


def encode_library(known: Sequence[Known]) -> bytes:
    """Return the bytes that `library_of` reads."""
    return msgspec.msgpack.encode(known, order="deterministic")
