"""`grader replay`: one stored submission again, with every call, and what changed against the stored report."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli import common
from grader.model.errors import UsageError
from grader.report.feedback import Feedback
from grader.report.language import language
from grader.report.text import one_line, plain

if TYPE_CHECKING:
    from grader.bulk.replay import Called, Stored, WatchedPool
    from grader.exercise.course import Course
    from grader.model.report import CheckResult, Report

EXIT_SAME, EXIT_DIFFERENT, EXIT_UNGRADED, EXIT_UNREADABLE = 0, 1, 3, 4


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student")
@click.argument("exercise")
@click.option("--attempt", type=click.IntRange(min=1), metavar="N", help="Which attempt, 1 the first [default: last].")
@click.option("--json", "as_json", is_flag=True, help="Write everything as JSON to stdout.")
@common.isolation_option
@common.course_option
@common.lang_option
@common.reporting_errors
def command(
    folder: Path,
    student: str,
    exercise: str,
    attempt: int | None,
    as_json: bool,
    isolation: str,
    course: str | None,
    lang: str | None,
) -> int:
    """Grade one submission of the gradebook in DIR again, under the same conditions, and compare.

    Nothing is kept. Shown are all calls with their times, the verdicts, and what differs from the stored report.
    """
    from grader.bulk.gradebook import Gradebook
    from grader.bulk.replay import Stored, WatchedPool, replayed

    opened = common.open_course(course)
    with Gradebook.open(folder) as book:
        stored = Stored.find(book, student, exercise, attempt)
    stored.require_bytes(opened)
    shown = _Shown(stored, Feedback(language(lang), opened.messages), opened, quiet=as_json)
    pool = _pool(WatchedPool, stored, isolation)
    with pool:
        shown.conditions(str(pool.level))
        report = replayed(stored, opened, pool, shown.feedback.lang, lambda check: shown.check(check, pool.taken()))
        if report is None:
            raise UsageError("replay.no_answer", student=student, exercise=exercise)
        shown.rest(report, pool.taken())
    return _status(report, same=shown.end(report, as_json=as_json))


def _pool(kind: "type[WatchedPool]", stored: "Stored", isolation: str) -> "WatchedPool":
    from grader.worker.probe import Level

    if isolation != "auto":
        return kind(minimum=isolation)  # type: ignore[arg-type] # click has checked it
    return kind(only=Level(stored.isolation)) if stored.isolation else kind(minimum="C")


class _Shown:
    """What is written, as it comes; with `quiet` only at the end."""

    def __init__(self, stored: "Stored", feedback: Feedback, course: "Course", *, quiet: bool) -> None:
        self.feedback = feedback
        self._stored = stored
        self._course = course
        self._quiet = quiet
        self._changes: list[str] = []
        self._calls: dict[str, list[Called]] = {}
        self._isolation = ""

    def conditions(self, level: str) -> None:
        """Say what is graded, and what is not as it was then."""
        stored = self._stored
        self._isolation = level
        limits = self._limits()
        facts = {"student": stored.student, "exercise": stored.exercise, "path": stored.label, "graded": stored.graded}
        self._say("replay.header", facts | {"sha256": stored.sha256[:12]})
        self._say("replay.conditions", {"level": level, **limits})
        self._changes = list(_changes(stored, self._course, level, self.feedback))
        for line in self._changes:
            self._line(f"! {line}")

    def check(self, check: "CheckResult", calls: "list[Called]") -> None:
        """Write one check with its calls."""
        self._calls[check.name] = calls
        self._line(f"{check.verdict:8} {check.seconds:7.3f} s  {check.name}")
        for call in calls:
            ended = f"  -> {one_line(call.ended)}" if call.ended else ""
            self._line(f"         {call.seconds * 1000:7.1f} ms    {call.text}{ended}")
        if check.code is not None:
            self._line(f"         {one_line(self.feedback.text(check.code, check.facts))}")

    def rest(self, report: "Report", calls: "list[Called]") -> None:
        """Write the sums, and the calls that were made for a diagnosis."""
        self._calls[""] = calls
        seconds = f"{report.seconds:.2f}"
        points = "?" if report.points is None else report.points
        count = sum(map(len, self._calls.values()))
        if report.problem is not None:
            self._line(self.feedback.text(report.problem.code, report.problem.facts))
        facts = {"points": points, "max_points": report.max_points, "seconds": seconds, "calls": count}
        self._say("replay.sum", facts | {"diagnosing": len(calls)})

    def end(self, report: "Report", *, as_json: bool) -> bool:
        """Write what differs; return whether nothing does."""
        from grader.bulk.replay import differences

        found = list(differences(self._stored.report, report))
        for where, then, now in found:
            self._line(f"{where}: {one_line(_short(then))} -> {one_line(_short(now))}")
        self._say("replay.differs" if found else "replay.same", {"count": len(found)})
        if as_json:
            click.echo(json.dumps(self._plain(report, found), ensure_ascii=False, default=str))
        return not found

    def _plain(self, report: "Report", found: list[tuple[str, Any, Any]]) -> dict[str, Any]:
        from grader.grading.versions import versions
        from grader.model.report import Result
        from grader.report.json import as_dict

        stored = self._stored
        (plainly,) = as_dict(Result((report,), self._isolation, {}), self.feedback)["reports"]
        return {
            "schema": "grader/replay/v1",
            "stored": {"graded": stored.graded, "isolation": stored.isolation, "versions": stored.versions},
            "now": {"isolation": self._isolation, "versions": versions()},
            "changes": self._changes,
            "differences": [{"where": where, "then": then, "now": now} for where, then, now in found],
            "calls": {
                name: [{"call": call.text, "seconds": call.seconds, "ended": call.ended} for call in calls]
                for name, calls in self._calls.items()
            },
            "report": plainly,
        }

    def _limits(self) -> dict[str, Any]:
        known = self._stored.exercise in self._course.config.exercises
        limits = self._course.exercise(self._stored.exercise).limits if known else None
        names = ("call_seconds", "cpu_seconds", "memory_mb")
        return {name: getattr(limits, name, "?") for name in names}

    def _say(self, code: str, facts: dict[str, Any]) -> None:
        self._line(self.feedback.text(code, facts))

    def _line(self, text: str) -> None:
        if not self._quiet:
            click.echo(plain(text))


def _changes(stored: "Stored", course: "Course", level: str, feedback: Feedback) -> "list[str]":
    """What is not as it was when the stored report was made."""
    from grader.bulk import fingerprint
    from grader.grading.versions import versions

    now = versions()
    pairs = [(name, stored.versions.get(name, "?"), now[name]) for name in now]
    pairs += [("isolation", stored.isolation or "?", level)]
    said = [
        feedback.text("replay.version", {"name": name, "then": then, "now": here})
        for name, then, here in pairs
        if then != here
    ]
    if not said and stored.grader_sha256 != fingerprint.of_grader():
        said.append(feedback.text("replay.grader", {}))
    known = stored.exercise in course.config.exercises
    if known and stored.exercise_sha256 and stored.exercise_sha256 != fingerprint.of_exercise(course, stored.exercise):
        said.append(feedback.text("replay.material", {"exercise": stored.exercise}))
    return said


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _status(report: "Report", *, same: bool) -> int:
    if report.status == "unreadable":
        return EXIT_UNREADABLE
    if report.status == "ungraded":
        return EXIT_UNGRADED
    return EXIT_SAME if same else EXIT_DIFFERENT
