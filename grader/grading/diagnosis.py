"""Names the mistake: which of the exercise's mutants does what the student's function does?

Every mutant of a function has symptoms: the checks of that function that it fails, with their codes and the answers
that were given. A student's function with the same symptoms makes the same mistake, or one that no check of the course
can tell from it. A mistake is named only if all mutants that fit mean the same one. Where none does, a rule may say
what all answers have in common with the right ones, or where the mistake shows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from grader.exercise.load import Exercise
from grader.grading.causes import first_cause
from grader.grading.examine import UNKNOWN, Compared
from grader.grading.fingerprint import Answer, right, same_law, same_values
from grader.grading.located import locate
from grader.grading.parts import Finding
from grader.grading.rules import explain
from grader.model.report import CheckResult, Diagnosis
from grader.model.verdict import Verdict


class Symptom(msgspec.Struct, frozen=True, array_like=True):
    """How one check failed."""

    verdict: str
    code: str
    evidence: dict[str, str]  # facts that are words, not samples: a formula's name, a type, an argument
    answers: tuple[Answer | None, ...] = ()


# Failures that moments explain: of a wrong distribution or of dependent entries, samples of one law say nothing.
_OF_MOMENTS = {"init.variance", "init.mean"}

# Failures that say what the function did, whatever it answered.
_CONDUCT = {"call.input_modified", "value.aliased", "value.read_only", "random.generator_unused"}
_ENOUGH_WORDS = 3  # wrong words, truth values or whole numbers: two mistakes can have one in common

Symptoms = Mapping[str, Symptom]  # failed check -> how


class Known(msgspec.Struct, frozen=True):
    """A mistake with its symptoms, from one mutant, in one function: its own, or one that calls it."""

    mutant: str
    function: str  # whose checks fail
    origin: str  # where the mistake is
    code: str  # of the diagnosis
    texts: dict[str, str]  # language -> what the code does, what is right and why
    symptoms: dict[str, Symptom]


def evidence(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts that do not depend on what a generator drew."""
    return {key: str(value) for key, value in facts.items() if isinstance(value, str) and not _is_number(value)}


def diagnose(symptoms: Symptoms, library: Sequence[Known], ran: Collection[str]) -> tuple[Known, str] | None:
    """Return the mistake that explains the symptoms of one function, or None if none does or several do.

    Args:
        library: the known mistakes of that function.
        ran: the checks of that function that were run; those of the library that were not say nothing.

    Returns:
        The mistake, and what agrees: "values" or, where both sides draw random numbers in another way, "moments".
    """
    if not symptoms:
        return None
    for how, exactly in (("values", True), ("moments", False)):
        fitting = [known for known in library if _fits(symptoms, known.symptoms, ran, exactly=exactly)]
        if fitting:
            return (fitting[0], how) if len({known.code for known in fitting}) == 1 else None
    return None


def diagnosed(
    exercise: Exercise, results: Sequence[CheckResult], symptoms: Symptoms, calls: Mapping[str, Sequence[Compared]]
) -> list[CheckResult]:
    """Return the results, with the diagnosis on each failed check that it explains.

    Functions are diagnosed one by one; a mistake in one may show in another, if both fail. Hidden checks play no part,
    so that a student and an instructor read the same.

    Args:
        calls: of the failed checks, each with the right answer.
    """
    failing = {result.function for result in results if result.name in symptoms and not result.hidden}
    found: dict[str, Diagnosis | None] = {}
    for function in failing:
        own = [result for result in results if result.function == function and not result.hidden]
        if all(result.verdict is not Verdict.UNGRADED for result in own):
            shown = {result.name: symptoms[result.name] for result in own if result.name in symptoms}
            seen = {name: calls.get(name, ()) for name in shown}
            found |= dict.fromkeys(shown, _of_function(exercise, function, failing, shown, seen, own))
    return [replace(result, diagnosis=found.get(result.name)) for result in results]


def _of_function(
    exercise: Exercise,
    function: str,
    failing: Collection[str],
    symptoms: Symptoms,
    calls: Mapping[str, Sequence[Compared]],
    own: Sequence[CheckResult],
) -> Diagnosis | None:
    """The mistake with a name, or else another function that is to be mended first, or else what the numbers say."""
    if all(symptom.code.startswith("function.") for symptom in symptoms.values()):
        return None  # there is no function to be wrong
    library = [known for known in library_of(exercise.library).get(function, ()) if known.origin in failing]
    named = diagnose(symptoms, library, [result.name for result in own])
    if named is not None:
        return _named(*named, symptoms)
    cause = first_cause(exercise, function, failing)
    if cause is not None:
        evidence = {"checks": sorted(symptoms), "function": function, "other": cause}
        return Diagnosis("located.builds_on", {}, evidence, cause)
    found = _from_numbers(function, [call for check in calls.values() for call in check])
    return Diagnosis(found.code, {}, {"checks": sorted(symptoms), **found.facts}, function) if found else None


def _named(known: Known, how: str, symptoms: Symptoms) -> Diagnosis:
    compared = sum(len(symptom.answers) for symptom in symptoms.values())
    evidence = {"checks": sorted(symptoms), "answers": compared, "agree": how}
    return Diagnosis(known.code, known.texts, evidence, known.origin)


def _from_numbers(function: str, calls: Sequence[Compared]) -> Finding | None:
    """What the answers have in common, if those of other functions in the same checks are right."""
    own = [call for call in calls if call.function == function]
    others = [call for call in calls if call.function != function]
    if not own or not all(right(call) or call.wanted is UNKNOWN for call in others):
        return None
    return explain(own) or locate(own)


def _fits(symptoms: Symptoms, known: Symptoms, ran: Collection[str], *, exactly: bool) -> bool:
    if symptoms.keys() != known.keys() & set(ran):
        return False
    pairs = [(symptoms[check], known[check]) for check in symptoms]
    if any((a.verdict, a.code) != (b.verdict, b.code) for a, b in pairs):
        return False
    if any(a.evidence != b.evidence for a, b in pairs):
        return False
    if exactly:
        return _telling(pairs) and all(same_values(a.answers, b.answers) for a, b in pairs)
    if any(a.code not in _OF_MOMENTS for a, _ in pairs):
        return False
    laws = {same_law(a.answers, b.answers) for a, b in pairs}
    return True in laws and False not in laws


def _telling(pairs: Sequence[tuple[Symptom, Symptom]]) -> bool:
    """Whether enough agrees: what was done with the arguments, numbers that are no accident, or enough words."""
    if any(one.code in _CONDUCT for one, _ in pairs):
        return True
    wrong = [answer for one, _ in pairs for answer in one.answers if answer is not None]
    certain = any(answer.in_words or (answer.size and not answer.whole) for answer in wrong)
    return certain or sum(max(answer.size, 1) for answer in wrong) >= _ENOUGH_WORDS


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
