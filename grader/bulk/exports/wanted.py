"""What an export was asked for, and the guard that every writer stands behind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from grader.bulk.grades import Grade
from grader.exercise.course import Course
from grader.model.errors import GraderError, UsageError
from grader.report.feedback import Feedback


class UngradedError(GraderError):
    """The grader owes verdicts, so that nothing is written: exit status 3."""


@dataclass
class Wanted:
    """Grades in their order, and how they are to be written. `warnings` are for the user: code and facts."""

    grades: Sequence[Grade]
    course: Course
    feedback: Feedback
    roster: bytes | None = None
    columns: Mapping[str, str] = field(default_factory=dict)  # exercise -> header in the roster
    scale: float | None = None  # what full marks are on the platform
    warnings: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    @property
    def exercises(self) -> list[str]:
        """Exercises that anybody has a report for, in the order of the course."""
        return [name for name in self.course.config.exercises if name in self._found]

    def of(self, exercise: str) -> dict[str, Grade]:
        """Grades of one exercise, by student."""
        return self._found[exercise]

    def maximum(self, exercise: str) -> int:
        """Full marks for an exercise."""
        return self._maxima[exercise]

    @cached_property
    def _found(self) -> dict[str, dict[str, Grade]]:
        found: dict[str, dict[str, Grade]] = defaultdict(dict)
        for grade in self.grades:
            found[grade.attempt.exercise][grade.attempt.student] = grade
        return dict(found)

    @cached_property
    def _maxima(self) -> dict[str, int]:
        return {name: max(g.attempt.max_points for g in of.values()) for name, of in self._found.items()}

    def score(self, grade: Grade) -> float | None:
        """The score on the platform's scale."""
        if grade.score is None or self.scale is None:
            return grade.score
        return round(grade.score * self.scale / (self.maximum(grade.attempt.exercise) or 1), 2)

    def require_scale(self, exercise: str, possible: str, header: str) -> None:
        """A platform's column for 100 points must not silently receive grades out of 55.

        Raises:
            UsageError: full marks are not what the platform expects.
        """
        given = self.maximum(exercise) if self.scale is None else self.scale
        try:
            expected = float(possible.replace(",", "."))
        except ValueError:
            return  # an empty cell, or a word such as "(read only)"
        if expected != given:
            raise UsageError("export.scale", column=header, possible=number(expected), full=number(given))


def require_graded(grades: Sequence[Grade], *, allowed: bool) -> None:
    """Refuse to write while something is UNGRADED, unless it is allowed.

    Raises:
        UngradedError: with how many, and the first ones' names.
    """
    owed = [f"{g.attempt.student} {g.attempt.exercise}".strip() for g in grades if g.ungraded]
    if owed and not allowed:
        raise UngradedError("export.ungraded", count=len(owed), which=", ".join(owed[:5]) + ("…" if owed[5:] else ""))


def number(value: float | None) -> str:
    """`17`, `16.5`, or nothing where there is no score: never a 0 that nobody gave."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def summary(wanted: Wanted, grade: Grade) -> str:
    """One line for the student: points, lateness and adjustments, nothing of hidden checks."""
    attempt = grade.attempt
    say = wanted.feedback.text
    if attempt.points is None:
        return say(f"export.{attempt.status}", {})
    parts = [say("export.points", {"points": attempt.points, "max_points": attempt.max_points})]
    if attempt.late:
        parts.append(say("export.late", {"percent": number(attempt.late)}))
    parts += [say("export.adjusted", {"reason": reason}) for reason in grade.reasons]
    return " ".join(parts)


def unmatched(wanted: Wanted, known: Iterator[str]) -> None:
    """Warn about students with grades whom the roster does not know."""
    lost = sorted({grade.attempt.student for grade in wanted.grades} - set(known))
    if lost:
        which = ", ".join(lost[:5]) + ("…" if lost[5:] else "")
        wanted.warnings.append(("export.not_in_roster", {"count": len(lost), "which": which}))
