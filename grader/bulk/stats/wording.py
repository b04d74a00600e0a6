"""Statistics in the words of one language: what the page, the JSON and the terminal have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from grader.bulk.stats.model import Case, ClassStats, Excerpt, ExerciseStats, Mistake, Suspect
from grader.exercise.course import Course
from grader.report.feedback import Feedback
from grader.report.text import one_line, plain

_EXAMPLE = 240  # characters of a call or a message
_SEEN = 300


@dataclass(frozen=True)
class Wording:
    """Renders what has been counted. All that it returns is safe for a terminal, and still to be escaped for HTML."""

    feedback: Feedback
    course: Course

    def say(self, word: str, **facts: object) -> str:
        """A text of this report's own."""
        return plain(self.feedback.text(f"stats.{word}", facts))

    @property
    def course_title(self) -> str:
        """The title of the course."""
        return plain(self.feedback.title(self.course.config.title))

    def exercise(self, name: str) -> str:
        """The title of an exercise; one that the course does not have any more by its name."""
        known = name in self.course.config.exercises
        return plain(self.feedback.title(self.course.title(name)) if known else name or self.say("no_exercise"))

    def mistake(self, mistake: Mistake) -> str:
        """What students have in common, in words; of a failure without a name, what one of them was told."""
        words = self.feedback.title(mistake.text)
        if not words and mistake.evidence:
            words = self.feedback.text(mistake.code, mistake.evidence)
        if not words:
            return self.message(mistake.example) if mistake.example else self.say("no_example")
        return plain(words)

    def call(self, example: Excerpt) -> str:
        """The call of an example, on one line."""
        return one_line(example.call or "", _EXAMPLE)

    def message(self, example: Excerpt) -> str:
        """What was said about it, on one line."""
        return one_line(self.feedback.text(example.code, example.facts), _EXAMPLE)

    def case(self, case: Case) -> str:
        """Why somebody has to look at a submission."""
        return one_line(self.feedback.text(case.code, case.facts) if case.code else case.check, _SEEN)

    def seen(self, text: str) -> str:
        """What a sign consists of."""
        return one_line(text, _SEEN)

    def suspect(self, suspect: Suspect) -> str:
        """What speaks against a check."""
        return self.say(f"suspect_{suspect.kind}", **suspect.facts)

    def suspects(self, stats: ExerciseStats) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
        """Suspects by kind: its name, what it means, and of each check name, title and what speaks against it."""
        titles = {check.name: plain(self.feedback.title(check.title)) for check in stats.checks}
        return [
            (kind, self.say(f"means_{kind}"), [(one.check, titles[one.check], self.suspect(one)) for one in found])
            for kind, found in ((kind, list(of)) for kind, of in groupby(stats.suspects, key=lambda one: one.kind))
        ]

    def urgent(self, stats: ClassStats) -> list[tuple[str, str]]:
        """What needs a look: the name of its place on the page, and how much of it there is."""
        lists: Sequence[tuple[str, int]] = (
            ("ungraded", len({(case.student, case.exercise) for case in stats.ungraded})),
            ("unreadable", len(stats.unreadable)),
            ("signs", len({sign.student for sign in stats.signs})),
        )
        found = [(name, self.say(f"look_{name}", count=count)) for name, count in lists if count]
        for one in stats.exercises:
            if one.materials > 1:
                facts = {"exercise": self.exercise(one.name), "count": one.materials}
                found.append((f"exercise-{one.name}", self.say("look_materials", **facts)))
            checks = {suspect.check for suspect in one.suspects if suspect.kind != "all_pass"}
            if checks:
                facts = {"exercise": self.exercise(one.name), "count": len(checks)}
                found.append((f"exercise-{one.name}", self.say("look_suspects", **facts)))
        return found
