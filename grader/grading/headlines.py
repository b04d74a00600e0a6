"""What is said about each function that fails: one headline for one root cause.

In this order: the mistake with a name; two of them; another function that is to be corrected first; a rule that all
answers obey; the place where the mistake shows. Hidden checks play no part, so that a student and an instructor read
the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from grader.exercise.load import Exercise
from grader.grading.causes import first_cause
from grader.grading.diagnosis import Known, Symptom, Symptoms, diagnose, diagnose_two, library_of
from grader.grading.examine import UNKNOWN, Compared
from grader.grading.fingerprint import right
from grader.grading.located import locate
from grader.grading.parts import Finding
from grader.grading.rules import explain
from grader.grading.substitution import substituted
from grader.model.report import CheckResult, Diagnosis
from grader.model.verdict import Verdict

Calls = Mapping[str, Sequence[Compared]]  # of each failed check, with the right answers


def diagnosed(
    exercise: Exercise, results: Sequence[CheckResult], symptoms: Symptoms, calls: Calls
) -> list[CheckResult]:
    """Return the results, with a diagnosis on each failed check that one explains."""
    failing = [result for result in results if result.name in symptoms and not result.hidden]
    unsure = {result.function for result in results if result.verdict is Verdict.UNGRADED and not result.hidden}
    headlines = _Headlines(exercise, frozenset(result.function for result in failing))
    for function in dict.fromkeys(result.function for result in failing):
        if function not in unsure:
            shown = {result.name: symptoms[result.name] for result in failing if result.function == function}
            headlines.add(function, shown, calls)
    return [replace(result, diagnosis=headlines.found.get(result.name)) for result in results]


@dataclass
class _Headlines:
    """The diagnoses so far; functions are added in the order of the exercise."""

    exercise: Exercise
    failing: frozenset[str]
    found: dict[str, Diagnosis] = field(default_factory=dict)  # check -> its diagnosis
    _rules: dict[tuple[str, ...], str] = field(default_factory=dict)  # what a rule found -> where first

    def add(self, function: str, symptoms: Symptoms, calls: Calls) -> None:
        """Diagnose one function."""
        if all(symptom.code.startswith("function.") for symptom in symptoms.values()):
            return  # there is no function that could be wrong
        named = self._named(function, symptoms)
        if not named:
            other = self._unnamed(function, symptoms, [call for name in symptoms for call in calls.get(name, ())])
            named = dict.fromkeys(symptoms, other) if other else {}
        self.found |= named

    def _named(self, function: str, symptoms: Symptoms) -> dict[str, Diagnosis]:
        library = library_of(self.exercise.library).get(function, ())
        possible = [known for known in library if known.origin in self.failing]
        public = [check for check in self.exercise.checks if check.name not in self.exercise.hidden_names]
        ran = [check.name for check in public if self.exercise.function_of(check) == function]
        one = diagnose(symptoms, possible, ran)
        if one is not None:
            return dict.fromkeys(symptoms, diagnosis_of(*one, symptoms))
        two = diagnose_two(symptoms, possible, ran) or {}
        split = {known.code: {check: symptoms[check] for check in two if two[check] == known} for known in two.values()}
        return {check: diagnosis_of(known, "values", split[known.code]) for check, known in two.items()}

    def _unnamed(self, function: str, symptoms: Symptoms, calls: Sequence[Compared]) -> Diagnosis | None:
        cause = first_cause(self.exercise, function, self.failing) or self._handed_on(function, calls)
        found = _from_numbers(function, calls) if cause is None else None
        if found is not None and found.code.startswith("rule."):
            known = tuple(f"{key}: {value}" for key, value in found.facts.items() if key not in ("at", "calls"))
            cause = self._rules.setdefault((found.code, *known), function) if known else None
        if cause is not None and cause != function:
            evidence = {"checks": sorted(symptoms), "function": function, "other": cause}
            return Diagnosis("located.builds_on", {}, evidence, cause)
        return Diagnosis(found.code, {}, {"checks": sorted(symptoms), **found.facts}, function) if found else None

    def _handed_on(self, function: str, calls: Sequence[Compared]) -> str | None:
        """The first function before this one that fails and answers these calls wrongly: what it makes is handed on."""
        wrong = {call.function for call in calls if call.wanted is not UNKNOWN and not right(call)}
        earlier = takewhile(lambda other: other != function, self.exercise.functions)
        return next((other for other in earlier if other in wrong & self.failing), None)


def diagnosis_of(known: Known, how: str, symptoms: Mapping[str, Symptom]) -> Diagnosis:
    """Return what is said of a known mistake; `how` its symptoms agree is `diagnose`'s."""
    compared = sum(len(symptom.answers) for symptom in symptoms.values())
    evidence = {"checks": sorted(symptoms), "answers": compared, "agree": how}
    return Diagnosis(known.code, known.texts, evidence, known.origin)


def _from_numbers(function: str, calls: Sequence[Compared]) -> Finding | None:
    """What the answers have in common, if those of other functions in the same checks are right."""
    own = [call for call in calls if call.function == function]
    others = [call for call in calls if call.function != function]
    if not own or not all(right(call) or call.wanted is UNKNOWN for call in others):
        return None
    return substituted(own) or explain(own) or locate(own)
