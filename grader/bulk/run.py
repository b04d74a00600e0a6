"""One run: what the gradebook does not know yet is graded, and kept as it comes."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from grader.bulk import fingerprint
from grader.bulk.crew import Crew, Executor
from grader.bulk.gradebook import Gradebook, Standing
from grader.bulk.intake import Item
from grader.bulk.marking import failed
from grader.bulk.messages import Settings, Task
from grader.bulk.outcome import Kept, Outcome, kept
from grader.exercise.course import Course
from grader.model.source import Note
from grader.report.feedback import Feedback


@dataclass(frozen=True)
class Step:
    """One submission is done."""

    item: Item
    reports: tuple[Kept, ...]


@dataclass
class Tally:
    """How a run ended: submissions by how they were treated, reports by their status."""

    submissions: int = 0
    unchanged: int = 0
    statuses: Counter[str] = field(default_factory=Counter)


Progress = Callable[[Step], None]


@dataclass
class Run:
    """What a run works with."""

    course: Course
    book: Gradebook
    settings: Settings
    jobs: int
    retry_ungraded: bool = False
    cluster: Executor | None = None  # in place of processes here

    def plan(self, items: Sequence[Item]) -> "Plan":
        """Compare the items with the gradebook; unchanged ones are noted as handed in again."""
        plan = Plan(fingerprint.of_matching(self.course, self.settings.exercise))
        current = {name: fingerprint.of_exercise(self.course, name) for name in self.course.config.exercises} | {"": ""}
        for item in items:
            digest = fingerprint.of_submission(item.path, self.course.config.exercises)
            standing = self.book.standing(item.student, digest)
            stale = self._stale(standing, plan.matching, current)
            if standing is not None and stale == ():
                plan.unchanged.append((item, digest, standing))
            else:
                plan.due[Task(item.student, item.label, os.fsencode(item.path), stale or ())] = (item, digest)
        self.book.seen([(item, digest) for item, digest, _ in plan.unchanged], _now())
        return plan

    def grade(self, plan: "Plan", progress: Progress) -> Tally:
        """Grade what is due; every submission's reports are on the disk before the next one's are looked at.

        Raises:
            CourseError, IsolationError, GradebookError: the run cannot go on; what was kept stays.
        """
        tally = Tally(len(plan.due) + len(plan.unchanged), len(plan.unchanged))
        for _, _, standing in plan.unchanged:
            tally.statuses.update(standing.statuses.values())
        crew = self.cluster or Crew(self.settings, self.jobs)
        for task, outcome in crew.outcomes(plan.due):
            item, digest = plan.due[task]
            done = outcome or self._died(task)
            self.book.keep(item, digest, plan.matching, done, _now(), whole=not task.exercises)
            kept_now = self.book.standing(item.student, digest)
            tally.statuses.update(kept_now.statuses.values() if kept_now else ())
            progress(Step(item, done.reports))
        return tally

    def _stale(self, standing: Standing | None, matching: str, current: dict[str, str]) -> tuple[str, ...] | None:
        """The exercises whose reports do not hold any more; None for all of them."""
        if standing is None or standing.matching != matching or standing.grader != {fingerprint.of_grader()}:
            return None
        stale = {name for name, made_from in standing.exercises.items() if current.get(name) != made_from}
        if self.retry_ungraded:
            stale |= {name for name, status in standing.statuses.items() if status == "ungraded"}
        return None if "" in stale else tuple(sorted(stale))

    def _died(self, task: Task) -> Outcome:
        """The outcome of a submission at which processes of ours died: nobody knows what it deserves."""
        feedback = Feedback(self.settings.lang, self.course.messages)
        report = failed(task, "", "ungraded", Note("grader.process_died"))
        return Outcome((kept(report, "", feedback),), fingerprint.of_grader(), "", "{}")


@dataclass
class Plan:
    """What a run has to do, and what it finds done."""

    matching: str
    due: dict[Task, tuple[Item, str]] = field(default_factory=dict)
    unchanged: list[tuple[Item, str, Standing]] = field(default_factory=list)


def shard(items: Iterable[Item], number: int, of: int) -> Iterator[Item]:
    """Keep one part of `of`: a student is always in the same one, whoever else hands in."""
    for item in items:
        if int.from_bytes(hashlib.sha256(item.student.encode()).digest()[:8], "big") % of == number - 1:
            yield item


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
