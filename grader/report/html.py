"""The report as one HTML page, or as a fragment for a notebook: no scripts, nothing from elsewhere.

Whatever a student wrote reaches the page through Jinja2's escaping, after control and direction characters have been
written out.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.model.report import CheckResult, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.figures import caption, svg
from grader.report.order import bonus, brief, by_function, headlines, score, unwritten
from grader.report.text import plain

SYMBOLS = {Verdict.PASSED: "✓", Verdict.SKIPPED: "–", Verdict.UNGRADED: "?"}


def page(result: Result, feedback: Feedback, titles: dict[str, str]) -> str:
    """Return a self-contained page. Args: titles: exercise -> its title in the page's language."""
    return rendered("page.html", _view(result, feedback, titles))


def fragment(result: Result, feedback: Feedback, titles: dict[str, str]) -> str:
    """Return the page's content with its style, to stand inside another page."""
    return rendered("fragment.html", _view(result, feedback, titles))


def index(rows: Sequence[Mapping[str, Any]], feedback: Feedback, title: str) -> str:
    """Return the page that lists others.

    Args:
        rows: student, exercise, status, score and summary of each, and `links`: pairs of a suffix and a quoted address.
    """
    words = ("student", "exercise", "score", "files", "summary")
    view = {
        "lang": {"zh": "zh-Hans"}.get(feedback.lang, feedback.lang),
        "title": title,
        "head": [plain(feedback.text(f"index.{name}", {})) for name in words],
        "names": {suffix: plain(feedback.text(f"index.{suffix[1:]}", {})) for suffix in (".html", ".md", ".ipynb")},
        "rows": rows,
    }
    return rendered("index.html", view)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("grader.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def rendered(name: str, view: dict[str, Any]) -> str:
    """Return a page made from one of the templates; what is not `Markup` is escaped."""
    return str(_environment().get_template(name).render(view))


def _view(result: Result, feedback: Feedback, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "lang": {"zh": "zh-Hans"}.get(feedback.lang, feedback.lang),
        "say": lambda code, **facts: plain(feedback.text(f"report.{code}", facts)),
        "isolation": result.isolation,
        "points": "?" if result.points is None else result.points,
        "max_points": result.max_points,
        "reports": [_report(report, feedback, titles) for report in result.reports],
    }


def _report(report: Report, feedback: Feedback, titles: dict[str, str]) -> dict[str, Any]:
    functions = groupby(by_function(report.checks), key=lambda check: check.function)
    problem = report.problem
    word, facts = score(report)
    return {
        "exercise": report.exercise,
        "title": titles.get(report.exercise, report.exercise),
        "submission": plain(report.submission),
        "problem": plain(feedback.text(problem.code, problem.facts)) if problem else None,
        "problem_where": feedback.place(problem.where) if problem and problem.where else None,
        "problem_hint": plain(feedback.hint(problem.code, problem.facts)) if problem else None,
        "notes": [
            (plain(feedback.text(note.code, note.facts)), feedback.place(note.where) if note.where else "")
            for note in report.notes
        ],
        "score": plain(feedback.text(f"report.{word}", facts)),
        "bonus": bonus(report),
        "hidden_not_run": report.hidden_not_run,
        "share": 0 if not report.max_points else min(100, round(100 * (report.points or 0) / report.max_points)),
        "seconds": report.seconds,
        "begin_with": unwritten(report),
        "functions": [_function(name, list(checks), feedback) for name, checks in functions],
    }


def _function(name: str, checks: Sequence[CheckResult], feedback: Feedback) -> dict[str, Any]:
    earned = [check.points for check in checks]
    return {
        "name": name,
        "points": "?" if None in earned else sum(points or 0 for points in earned),
        "max_points": sum(check.max_points for check in checks),
        "full": all(check.verdict is Verdict.PASSED for check in checks),
        "diagnoses": [(plain(feedback.diagnosis(found, name)), found.certain) for found in headlines(checks)],
        "checks": [_check(check, feedback, brief=brief(check, checks)) for check in checks],
    }


def _check(check: CheckResult, feedback: Feedback, *, brief: bool) -> dict[str, Any]:
    code, facts = check.code, check.facts
    certain = check.diagnosis is not None and check.diagnosis.certain
    return {
        "brief": brief,
        "title": plain(feedback.title(check.title)),
        "verdict": check.verdict.value,
        "symbol": SYMBOLS.get(check.verdict, "✗"),
        "points": "?" if check.points is None else check.points,
        "max_points": check.max_points,
        "bonus": check.bonus,
        "hidden": check.hidden,
        "message": plain(feedback.text(code, facts)) if code else None,
        "hint": plain(feedback.hint(code, facts)) if code and not certain else None,
        "call": plain(check.call) if check.call else None,
        "traceback": plain(check.exception.traceback) if check.exception else None,
        "figures": _figures(check, feedback),
        "output": plain(check.output) if check.verdict is not Verdict.PASSED else None,
        "where": feedback.place(check.where) if check.where else None,
    }


def _figures(check: CheckResult, feedback: Feedback) -> list[tuple[Markup, Markup]]:
    """The pictures of a check with their captions. Those of a hidden one would show its numbers."""
    if check.hidden:
        return []
    pictures = [svg(figure, feedback) for figure in check.figures]
    # S704: svg() has escaped every text that it was given
    return [(Markup(picture), Markup(caption(picture))) for picture in pictures if picture]  # noqa: S704
