"""Names the mistake: which of the exercise's mutants does what the student's function does?

Every mutant of a function has symptoms: the checks of that function that it fails, with their codes and the answers
that were given. A student's function with the same symptoms makes the same mistake, or one that no check of the course
can tell from it. A mistake is named only if all mutants that fit mean the same one.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

import msgspec

from grader.grading.fingerprint import Answer, same_law, same_values


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


def diagnose_two(symptoms: Symptoms, library: Sequence[Known], ran: Collection[str]) -> dict[str, Known] | None:
    """Return for each failed check which of two mistakes explains it, or None if no two do, or several twos.

    The two must have nothing to do with each other: no check shows both. Each must show in numbers, or in what was done
    with the arguments: of answers in words there are so few that one mistake looks like two.
    Arguments as for `diagnose`.
    """
    parts = []
    for known in library:
        part = {check: symptoms[check] for check in symptoms if check in known.symptoms}
        if 0 < len(part) < len(symptoms) and _in_numbers(part) and _fits(part, known.symptoms, ran, exactly=True):
            parts.append((known, part.keys()))
    twos = [
        dict.fromkeys(a, one) | dict.fromkeys(b, other)
        for (one, a), (other, b) in combinations(parts, 2)
        if a.isdisjoint(b) and a | b == symptoms.keys()
    ]
    meant = {tuple(sorted((check, known.code) for check, known in two.items())) for two in twos}
    return twos[0] if len(meant) == 1 else None


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


def _in_numbers(symptoms: Symptoms) -> bool:
    wrong = [answer for symptom in symptoms.values() for answer in symptom.answers if answer is not None]
    conduct = any(symptom.code in _CONDUCT for symptom in symptoms.values())
    return conduct or any(answer.size and not answer.whole for answer in wrong)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=64)
def library_of(data: bytes) -> Mapping[str, Sequence[Known]]:
    """Decode a packed library, function -> its known mistakes. No bytes, or those of another version, are none."""
    try:
        known = msgspec.msgpack.decode(data, type=list[Known]) if data else []
    except msgspec.MsgspecError:
        known = []
    return {
        function: [one for one in known if one.function == function] for function in {one.function for one in known}
    }


def encode_library(known: Sequence[Known]) -> bytes:
    """Return the bytes that `library_of` reads."""
    return msgspec.msgpack.encode(known, order="deterministic")
