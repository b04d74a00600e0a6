"""Statistics as plain data, schema `grader/stats/v1` (docs/gradebook.md), and as lines for a terminal."""

from collections.abc import Iterator
from typing import Any

from grader.bulk.stats.model import Case, CheckStats, ClassStats, ExerciseStats, Mistake, Sign
from grader.bulk.stats.wording import Wording
from grader.report.json import finite, written
from grader.report.text import plain

SCHEMA = "grader/stats/v1"
_SHOWN = 3  # misconceptions of an exercise on a terminal


def encode(stats: ClassStats, wording: Wording) -> bytes:
    """Return indented JSON that ends with a line break. All numbers in it are finite."""
    return written(as_dict(stats, wording))


def as_dict(stats: ClassStats, wording: Wording) -> dict[str, Any]:
    """Return statistics as plain data."""
    return {
        "schema": SCHEMA,
        "lang": wording.feedback.lang,
        "students": stats.students,
        "reports": stats.reports,
        "graded_until": stats.graded_until,
        "attempts": wording.course.config.attempts,
        "exercises": [_exercise(one, wording) for one in stats.exercises],
        "ungraded": [{**_case(case), "message": wording.case(case)} for case in stats.ungraded],
        "unreadable": [{**_case(case), "message": wording.case(case)} for case in stats.unreadable],
        "signs": [_sign(sign, wording) for sign in stats.signs],
    }


def lines(stats: ClassStats, wording: Wording) -> Iterator[str]:
    """Say the most important in a few lines per exercise."""
    counts = {"students": stats.students, "reports": stats.reports, "when": stats.graded_until[:10]}
    yield f"{wording.course_title}: {wording.say('counts', **counts)}"
    for one in stats.exercises:
        yield ""
        yield from _lines_of(one, wording)
    urgent = wording.urgent(stats)
    yield ""
    yield wording.say("look" if urgent else "nothing")
    yield from (f"  {said}" for _, said in urgent)


def _lines_of(stats: ExerciseStats, wording: Wording) -> Iterator[str]:
    numbers = {"median": number(stats.quartiles and stats.quartiles[1]), "mean": number(stats.mean)}
    yield f"{wording.exercise(stats.name)}"
    yield "  " + wording.say(
        "line", students=stats.students, graded=stats.graded, full=stats.full, max_points=stats.max_points, **numbers
    )
    for mistake in stats.misconceptions[:_SHOWN]:
        of = wording.say("of_students", count=mistake.students, total=stats.students)
        yield f"  {of} · {mistake.function}: {wording.mistake(mistake)}"


def number(value: float | None) -> str:
    """A number with at most one decimal; nothing where there is none."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")


def _exercise(stats: ExerciseStats, wording: Wording) -> dict[str, Any]:
    low, median, high = stats.quartiles or (None, None, None)
    counted = ("max_points", "students", "graded", "ungraded", "unreadable")
    return {
        "name": stats.name,
        "title": wording.exercise(stats.name),
        **{name: getattr(stats, name) for name in counted},
        "points": {str(points): students for points, students in stats.points.items()},
        "mean": None if stats.mean is None else round(stats.mean, 3),
        "median": median,
        "quartiles": [low, high],
        "full_marks": stats.full,
        "attempts": {str(attempts): students for attempts, students in stats.attempts.items()},
        "late": stats.late,
        "late_percent": round(stats.late_percent, 2),
        "adjusted": stats.adjusted,
        "materials": stats.materials,
        "checks": [_check(check, wording) for check in stats.checks],
        "misconceptions": [_mistake(mistake, wording) for mistake in stats.misconceptions],
        "failures": [_mistake(mistake, wording) for mistake in stats.failures],
        "suspects": [
            {"kind": one.kind, "check": one.check, "facts": dict(one.facts), "message": wording.suspect(one)}
            for one in stats.suspects
        ],
    }


def _check(check: CheckStats, wording: Wording) -> dict[str, Any]:
    return {
        "name": check.name,
        "title": wording.feedback.title(check.title),
        "function": check.function,
        "max_points": check.max_points,
        "hidden": check.hidden,
        "bonus": check.bonus,
        "total": check.total,
        "attempted": check.attempted,
        "passed": check.passed,
        "unwritten": check.unwritten,
        "verdicts": {verdict.value: n for verdict, n in sorted(check.verdicts.items())},
        "pass_rate": round(check.passed / check.total, 4) if check.total else None,
        "seconds": round(check.seconds, 4),
        "slowest": round(check.slowest, 4),
        "agreement": None if check.agreement is None else round(check.agreement, 4),
    }


def _mistake(mistake: Mistake, wording: Wording) -> dict[str, Any]:
    example = mistake.example
    return {
        "function": mistake.function,
        "code": mistake.code,
        "students": mistake.students,
        "message": wording.mistake(mistake),
        "example": {"call": wording.call(example), "message": wording.message(example)} if example else None,
    }


def _sign(sign: Sign, wording: Wording) -> dict[str, Any]:
    return {
        "kind": sign.kind,
        "student": sign.student,
        "exercise": sign.exercise,
        "submission": plain(sign.label),
        "function": sign.function,
        "seen": wording.seen(sign.seen),
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "student": case.student,
        "exercise": case.exercise,
        "submission": plain(case.label),
        "check": case.check,
        "code": case.code,
        "facts": finite(case.facts),
    }
