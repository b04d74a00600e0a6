"""What grading produces: results of checks, gathered into reports, gathered into a result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from grader.model.source import Note, Where
from grader.model.verdict import Verdict

Status = Literal["graded", "ungraded", "unreadable"]


@dataclass(frozen=True)
class ExceptionInfo:
    """An exception of the student's code, as text: everything in it is student-controlled."""

    type: str
    message: str
    traceback: str


@dataclass(frozen=True)
class Diagnosis:
    """A named misconception: the mistake that explains every failed check of a function, and no other one does.

    Where no misconception has that name: a rule that all answers obey (`rule.*`), or only where the mistake shows
    (`located.*`); then `text` is empty, and code and evidence are worded like any failure.
    """

    code: str
    text: Mapping[str, str]  # language -> what the code does, what is right and why
    evidence: Mapping[str, Any]
    function: str = ""  # where the mistake is: not always the one whose checks failed

    @property
    def certain(self) -> bool:
        """Whether the mistake itself is named, not only where it shows."""
        return not self.code.startswith("located.")


@dataclass(frozen=True)
class Figure:
    """What a picture is drawn from: finite JSON (NaN and infinities as strings), at most `MAX_FIGURE` bytes of it."""

    kind: str
    data: Mapping[str, Any]


MAX_FIGURE = 4096


@dataclass(frozen=True)
class CheckResult:
    """How one check ended. `code` and `facts` explain any verdict but PASSED."""

    name: str
    title: Mapping[str, str]  # language -> the sentence that the student reads
    function: str
    verdict: Verdict
    max_points: int
    hidden: bool = False
    bonus: bool = False
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    call: str | None = None  # Python that the student can paste
    where: Where | None = None
    exception: ExceptionInfo | None = None
    output: str = ""
    figures: tuple[Figure, ...] = ()  # of a FAILED check; of a hidden one they are shown to nobody but its author
    diagnosis: Diagnosis | None = None  # the same one for every failed check that it explains
    seconds: float = 0.0

    @property
    def points(self) -> int | None:
        """Points earned: all, nothing, or None when the check is UNGRADED."""
        if self.verdict is Verdict.UNGRADED:
            return None
        return self.max_points if self.verdict is Verdict.PASSED else 0


@dataclass(frozen=True)
class Report:
    """All results of one submission for one exercise."""

    student: str
    submission: str
    sha256: str
    exercise: str
    status: Status
    max_points: int  # that full marks mean: bonus checks add to the points, not to the maximum
    checks: tuple[CheckResult, ...] = ()
    notes: tuple[Note, ...] = ()
    problem: Note | None = None  # why it is unreadable
    hidden_not_run: int = 0
    seconds: float = 0.0

    @property
    def points(self) -> int | None:
        """Sum over the checks; None when any of them is UNGRADED, or the submission was not graded at all."""
        earned = [check.points for check in self.checks]
        if self.status != "graded":
            return None
        return None if None in earned else sum(points for points in earned if points is not None)


@dataclass(frozen=True)
class Result:
    """The reports of one command, with what is needed to reproduce them."""

    reports: tuple[Report, ...]
    isolation: str
    versions: Mapping[str, str]

    @property
    def points(self) -> int | None:
        """Sum over the reports; None when any of them holds an UNGRADED."""
        earned = [report.points for report in self.reports]
        return None if None in earned else sum(points for points in earned if points is not None)

    @property
    def max_points(self) -> int:
        """Sum over the reports."""
        return sum(report.max_points for report in self.reports)
