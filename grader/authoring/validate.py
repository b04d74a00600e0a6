"""`grader validate`: proves an exercise before a student sees it.

A proof is cut into parts, so that processes can share the work: each part grades some planted submissions of one
exercise and returns what it found.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader.authoring import correct, senseless
from grader.authoring.findings import Findings, merged
from grader.authoring.prover import Prover
from grader.authoring.release import generate, private_is_current, same
from grader.authoring.texts import missing_texts
from grader.authoring.wrong import TELLING, mutants, mutants_in, twins
from grader.exercise import secret
from grader.exercise.course import Course
from grader.exercise.load import Exercise
from grader.grading.diagnosis import Known, diagnose, library_of
from grader.worker.client import WorkerPool

MUTANTS_PER_PART = 12


@dataclass(frozen=True)
class Part:
    """One piece of the proof of an exercise."""

    exercise: str
    kind: str
    first: int = 0  # of the mutants or functions that the part is about


def parts(course: Course, name: str) -> list[Part]:
    """Cut the proof of an exercise into parts, the long ones first.

    Raises:
        CourseError: the exercise cannot be loaded.
    """
    exercise = course.exercise(name, hidden=True)
    numbered = [Part(name, "honest")]
    numbered += [Part(name, "mutants", first) for first in range(0, len(mutants_in(exercise)), MUTANTS_PER_PART)]
    numbered += [Part(name, "nonsense", number) for number in range(len(exercise.functions))]
    return [*numbered, Part(name, "solution"), Part(name, "stub"), Part(name, "student side")]


def prove(course: Course, part: Part, pool: WorkerPool) -> Findings:
    """Run one part of a proof."""
    exercise = course.exercise(part.exercise, hidden=True)
    prover = Prover(exercise, pool)
    proofs: dict[str, Callable[[], None]] = {
        "solution": lambda: correct.solution(prover),
        "stub": lambda: correct.empty_stub(prover),
        "student side": lambda: correct.student_side(prover),
        "honest": lambda: correct.honest(prover),
        "mutants": lambda: mutants(prover, mutants_in(exercise)[part.first : part.first + MUTANTS_PER_PART]),
        "nonsense": lambda: senseless.answers(prover, list(exercise.functions)[part.first]),
    }
    proofs[part.kind]()
    return prover.findings


def conclude(course: Course, name: str, found: Sequence[Findings]) -> Findings:
    """Gather the parts of one exercise, and add what only shows in all of them together."""
    exercise = course.exercise(name, hidden=True)
    findings = merged(found)
    findings.gaps += [*_overall(exercise, findings), *twins(exercise), *missing_texts(exercise, findings.codes)]
    if not same(course.root / "exercises" / name, generate(course, name)):
        findings.gaps.append(f"exercises/{name} is not up to date: run `grader release {name}`")
    elif _as_written(course) and not private_is_current(exercise):
        file = f"solutions/{name}/{secret.FILE_NAME}"
        findings.gaps.append(f"{file} is not up to date: run `grader release {name}`")
    return findings


def _as_written(course: Course) -> bool:
    """Whether the salt is the course's own: with another one, what was released is of no use, and that is no gap."""
    return Course.open(course.root).config.salt == course.config.salt


def validate(course: Course, name: str, pool: WorkerPool) -> Findings:
    """Prove one exercise in this process."""
    return conclude(course, name, [prove(course, part, pool) for part in parts(course, name)])


def unnamed(exercise: Exercise) -> Iterator[str]:
    """Say which mutants a diagnosis does not name, and why: too few answers, others like it, or none at all."""
    public, everywhere = (_reasons(exercise, packed) for packed in (exercise.library, exercise.hidden_library))
    named = {mutant for found in (public, everywhere) for mutant, reason in found.items() if not reason}
    for mutant in mutants_in(exercise):
        if mutant.name not in named:
            reason = everywhere.get(mutant.name) or public.get(mutant.name) or "no public check of its function fails"
            yield f"{mutant.name} is not named: {reason}"
    hidden = [mutant for mutant, reason in everywhere.items() if not reason and public.get(mutant) != ""]
    if hidden:
        yield f"named only where hidden checks run: {', '.join(hidden)}"


def _reasons(exercise: Exercise, packed: bytes) -> dict[str, str]:
    """Why a library does not name its mutants by the checks of their own function; nothing for those that it names."""
    reasons = {}
    for function, seen in library_of(packed).items():
        library = [known for known in seen if known.origin == function]
        ran = [check.name for check in exercise.checks if exercise.function_of(check) == function]
        for known in library:
            reasons[known.mutant] = "" if diagnose(known.symptoms, library, ran) else _reason(known, library, ran)
    return reasons


def _reason(known: Known, library: list[Known], ran: list[str]) -> str:
    like = [other.mutant for other in library if other is not known and diagnose(known.symptoms, [other], ran)]
    return f"the same as {', '.join(like)}" if like else "too few answers to compare"


def _overall(exercise: Exercise, findings: Findings) -> Iterator[str]:
    for check in exercise.checks:
        if not findings.caught_by(check.name):
            yield f"check {check.name} catches no mutant"
    for function in exercise.functions:
        number = findings.told_apart(function)
        if number < TELLING:
            yield f"{function} has {number} mutants that exactly one check catches; {TELLING} are needed"
    if not findings.honest:
        yield "there is no honest variant"
