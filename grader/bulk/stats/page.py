"""Statistics as one self-contained HTML page for an instructor: no scripts, nothing from elsewhere.

With three students or three thousand the page has the same parts: names stand in lists by reason, long ones folded.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from grader.bulk.stats import charts
from grader.bulk.stats.model import Case, CheckStats, ClassStats, ExerciseStats, Mistake, Sign
from grader.bulk.stats.plain import number
from grader.bulk.stats.suspects import ENOUGH
from grader.bulk.stats.wording import Wording
from grader.report.figures import caption
from grader.report.figures.words import Words
from grader.report.html import rendered
from grader.report.text import plain

SHOWN = 8  # mistakes of an exercise that stand open
ALONE = 3
NAMED = 12  # students of a list that stand open


def page(stats: ClassStats, wording: Wording) -> str:
    """Return the page."""
    words = Words(wording.feedback)
    named = [(one.name or "?", one) for one in stats.exercises]
    view = {
        "lang": {"zh": "zh-Hans"}.get(wording.feedback.lang, wording.feedback.lang),
        "say": wording.say,
        "title": wording.course_title,
        "students": stats.students,
        "reports": stats.reports,
        "when": stats.graded_until[:10],
        "policy": wording.say(f"policy_{wording.course.config.attempts}"),
        "urgent": wording.urgent(stats),
        "overview": _picture(charts.overview(named, words)) if len(named) > 1 else None,
        "exercises": [_exercise(one, wording, words) for one in stats.exercises],
        "lists": [
            ("ungraded", _groups(stats.ungraded, wording)),
            ("unreadable", _groups(stats.unreadable, wording)),
        ],
        "signs": _signs(stats.signs, wording),
    }
    return rendered("stats.html", view)


def _exercise(stats: ExerciseStats, wording: Wording, words: Words) -> dict[str, Any]:
    title = wording.exercise(stats.name)
    functions = groupby(stats.checks, key=lambda check: check.function)
    return {
        "name": stats.name,
        "title": title,
        "stats": stats,
        "median": number(stats.quartiles and stats.quartiles[1]),
        "mean": number(stats.mean),
        "late_percent": number(stats.late_percent),
        "few": stats.graded < ENOUGH,
        "enough": ENOUGH,
        "picture": _picture(charts.points(stats, words)),
        "functions": [(name, [_check(check, wording) for check in checks]) for name, checks in functions],
        "mistakes": [
            (name, of[: _open(found)], of[_open(found) :])
            for name, found in (("misconceptions", stats.misconceptions), ("failures", stats.failures))
            for of in [[_mistake(one, stats.students, wording) for one in found]]
        ],
        "suspects": wording.suspects(stats),
    }


def _open(mistakes: Sequence[Mistake]) -> int:
    """How many stand open: those that students share, or a few where they share none."""
    return min(sum(mistake.students > 1 for mistake in mistakes) or ALONE, SHOWN)


def _check(check: CheckStats, wording: Wording) -> dict[str, Any]:
    wrong = check.attempted - check.passed
    facts = {"passed": check.passed, "wrong": wrong, "rest": check.total - check.attempted, "total": check.total}
    said = wording.say("check_bar", **facts)
    return {
        "title": plain(wording.feedback.title(check.title)) or check.name,
        "name": check.name,
        "hidden": check.hidden,
        "bonus": check.bonus,
        "passed": check.passed,
        "total": check.total,
        "percent": _percent(check.passed, check.total),
        "said": said,
        "bar": _safe(charts.share([(check.passed, "good"), (wrong, "bad")], check.total, said)),
        "seconds": f"{check.seconds:.2f}",
    }


def _mistake(mistake: Mistake, total: int, wording: Wording) -> dict[str, Any]:
    of = wording.say("of_students", count=mistake.students, total=total)
    text, message = wording.mistake(mistake), wording.message(mistake.example) if mistake.example else ""
    return {
        "of": of,
        "bar": _safe(charts.share([(mistake.students, "bad")], total, of)),
        "function": mistake.function,
        "code": mistake.code,
        "text": text,
        "call": wording.call(mistake.example) if mistake.example else "",
        "message": "" if message == text else message,
    }


def _groups(cases: Sequence[Case], wording: Wording) -> list[dict[str, Any]]:
    """Cases by reason, each with its students."""
    groups = groupby(cases, key=lambda case: (case.code, case.exercise, case.check))
    return [_group(exercise, check, list(of), wording) for (_, exercise, check), of in groups]


def _group(exercise: str, check: str, cases: Sequence[Case], wording: Wording) -> dict[str, Any]:
    names = [(plain(case.student), plain(case.label)) for case in cases]
    return {
        "exercise": wording.exercise(exercise),
        "check": check,
        "message": wording.case(cases[0]),
        "count": len(names),
        "shown": names[:NAMED],
        "folded": names[NAMED:],
    }


def _signs(signs: Iterable[Sign], wording: Wording) -> list[dict[str, Any]]:
    found = []
    for kind, of in groupby(signs, key=lambda sign: sign.kind):
        rows = [
            {
                "student": plain(sign.student),
                "exercise": wording.exercise(sign.exercise),
                "function": plain(sign.function),
                "label": plain(sign.label),
                "seen": wording.seen(sign.seen),
            }
            for sign in of
        ]
        said = wording.say(f"sign_{kind}")
        found.append({"said": said, "count": len(rows), "shown": rows[:NAMED], "folded": rows[NAMED:]})
    return found


def _percent(count: int, total: int) -> str:
    """A share that only says 0% or 100% where it is nobody or everybody."""
    if not total:
        return "–"
    share = round(100 * count / total)
    return f"{min(max(share, 1), 99) if 0 < count < total else share}%"


def _picture(drawn: str) -> tuple[Markup, Markup] | None:
    return (_safe(drawn), _safe(caption(drawn))) if drawn else None


def _safe(drawn: str) -> Markup:
    return Markup(drawn)  # noqa: S704 - drawn here: every text in it has been escaped
