"""What is known about a class: counts and shares, and students by name only where the grader owes them something."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.model.verdict import Verdict


@dataclass(frozen=True)
class Excerpt:
    """A failing call and what was said about it; whose it was is not kept."""

    call: str | None
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Mistake:
    """What students have in common: a named misconception, or a failure that has no name."""

    function: str
    code: str
    students: int
    text: Mapping[str, str]  # language -> the misconception in words; empty: code and evidence are worded
    evidence: Mapping[str, Any]  # of one student, where it differs between them
    example: Excerpt | None  # None: every one that was seen could tell whose it is, or was of a hidden check


@dataclass(frozen=True)
class CheckStats:
    """How one check ended for those whose report counts."""

    name: str
    title: Mapping[str, str]
    function: str
    max_points: int
    hidden: bool
    bonus: bool
    verdicts: Mapping[Verdict, int]
    unwritten: int  # verdicts that only say that there is no function to check
    seconds: float  # median over the attempts
    slowest: float
    agreement: float | None  # correlation between passing and the points for everything else; None: undefined

    @property
    def total(self) -> int:
        """Students that the check has a verdict for."""
        return sum(self.verdicts.values())

    @property
    def passed(self) -> int:
        """Students who passed."""
        return self.verdicts.get(Verdict.PASSED, 0)

    @property
    def attempted(self) -> int:
        """Students whose function was judged: it was written, and the checks before it were passed."""
        undecided = self.verdicts.get(Verdict.SKIPPED, 0) + self.verdicts.get(Verdict.UNGRADED, 0)
        return self.total - undecided - self.unwritten


@dataclass(frozen=True)
class Suspect:
    """A check that an instructor should look at; `facts` are what speaks against it."""

    kind: str
    check: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class ExerciseStats:
    """One exercise. Points are those that were computed, before lateness and adjustments."""

    name: str
    max_points: int
    students: int
    graded: int
    ungraded: int
    unreadable: int
    points: Mapping[int, int]  # points -> graded students
    attempts: Mapping[int, int]  # number of attempts -> students
    late: int
    late_percent: float  # what lateness cost them, on average
    adjusted: int
    materials: int  # versions of the exercise that the counting reports were made from; more than 1 is not fair
    checks: tuple[CheckStats, ...]
    misconceptions: tuple[Mistake, ...]
    failures: tuple[Mistake, ...]  # that no misconception explains
    suspects: tuple[Suspect, ...]

    @property
    def mean(self) -> float | None:
        """Mean of the points."""
        return sum(points * n for points, n in self.points.items()) / self.graded if self.graded else None

    @property
    def quartiles(self) -> tuple[float, float, float] | None:
        """Lower quartile, median and upper quartile of the points."""
        values = [points for points in sorted(self.points) for _ in range(self.points[points])]
        if not values:
            return None
        low, middle, high = statistics.quantiles(values, n=4, method="inclusive") if values[1:] else values * 3
        return low, middle, high

    @property
    def full(self) -> int:
        """Students with full marks."""
        return sum(n for points, n in self.points.items() if points >= self.max_points)


@dataclass(frozen=True)
class Case:
    """One student's submission that somebody has to look at, and why. `check` is empty where it is all of it."""

    student: str
    exercise: str
    label: str
    code: str
    facts: Mapping[str, Any]
    check: str = ""


@dataclass(frozen=True)
class Sign:
    """Something in a report that honest code seldom leaves there: worth a look, no proof."""

    kind: str
    student: str
    exercise: str
    label: str
    seen: str  # the student's text, or what the worker did
    function: str


@dataclass(frozen=True)
class ClassStats:
    """All that the page shows."""

    students: int
    reports: int  # all attempts
    graded_until: str  # when the newest report was made
    exercises: tuple[ExerciseStats, ...]
    ungraded: tuple[Case, ...]
    unreadable: tuple[Case, ...]
    signs: tuple[Sign, ...]
