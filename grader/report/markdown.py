"""The report as GitHub-flavoured Markdown, for a comment, an issue or a CI job's summary.

Whatever a student wrote stands either in a code block, whose fence is longer than any run of backticks inside, or is
escaped character by character, so that nothing in it is markup or HTML. GitHub looks for mentions, references and
links in the finished page, where an escape is not seen any more: there an invisible space keeps them apart.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from grader.model.report import CheckResult, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.order import bonus, brief, by_function, headlines, score, unwritten
from grader.report.text import one_line, plain

_SYMBOLS = {Verdict.PASSED: "✓", Verdict.SKIPPED: "–", Verdict.UNGRADED: "?"}
_WIDTH = 2_000  # characters of a text that is not in a code block
_MARKUP = re.compile(r"[\\`*{}\[\]#!|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^[-+=:.]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}  # a backslash would not keep `$` from a formula
_LINKING = re.compile(r"@|#|:(?=//)|(?<=www)\.|(?<=\bgh)-(?=\d)", re.IGNORECASE)
APART = "\u200b"  # a space of no width


def document(result: Result, feedback: Feedback, titles: dict[str, str]) -> str:
    """Return the report as Markdown. Args: titles: exercise -> its title in the document's language."""
    writer = _Writer(feedback, titles)
    parts = [writer.report(report, result.isolation) for report in result.reports]
    if len(result.reports) > 1:
        parts.append(f"**{writer.say('total', points=_points(result.points), max_points=result.max_points)}**")
    return "\n\n".join(parts) + "\n"


def pieces(result: Result, feedback: Feedback, titles: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return a single report in two: what is about all of it, and function -> the section about that function."""
    (report,) = result.reports
    writer = _Writer(feedback, titles)
    head, foot = writer.head(report), writer.foot(report, result.isolation)
    return "\n\n".join([*head, foot]) + "\n", writer.functions(report)


def text(value: str) -> str:
    """Write a text on one line so that Markdown shows it as it is, and GitHub makes no link of it."""
    apart = _LINKING.sub(lambda found: found[0] + APART, one_line(value, _WIDTH))
    escaped = _MARKUP.sub(lambda found: "\\" + found[0], apart)
    return "".join(_ENTITIES.get(letter, letter) for letter in escaped)


def block(value: str) -> str:
    """Write a text as a code block."""
    runs = re.findall("`+", value)
    fence = "`" * max(3, 1 + max(map(len, runs), default=0))
    return f"{fence}text\n{plain(value).rstrip()}\n{fence}"


class _Writer:
    """Writes the parts of a document in one language."""

    def __init__(self, feedback: Feedback, titles: dict[str, str]) -> None:
        self._feedback = feedback
        self._titles = titles

    def say(self, word: str, **facts: object) -> str:
        return text(self._feedback.text(f"report.{word}", facts))

    def report(self, report: Report, isolation: str) -> str:
        head = self.head(report)
        if report.problem is not None:
            return "\n\n".join([*head, *self._problem(report)])
        return "\n\n".join([*head, *self.functions(report).values(), self.foot(report, isolation)])

    def head(self, report: Report) -> list[str]:
        title = text(self._titles.get(report.exercise, report.exercise))
        word, facts = score(report)
        parts = [f"## {title}: {self.say(word, **facts)}", text(report.submission)]
        if report.problem is not None:
            return parts
        begin_with = unwritten(report)
        if begin_with is not None:
            parts.append(f"**{self.say('nothing_yet', function=begin_with)}**")
        return [*parts, *([self._note(report)] if report.notes else [])]

    def functions(self, report: Report) -> dict[str, str]:
        found = groupby(by_function(report.checks), key=lambda check: check.function)
        return {name: self._function(name, list(checks)) for name, checks in found}

    def _problem(self, report: Report) -> list[str]:
        assert report.problem is not None
        problem = report.problem
        where = f"{self._feedback.place(problem.where)}: " if problem.where is not None else ""
        hint = self._feedback.hint(problem.code, problem.facts)
        return [block(where + self._feedback.text(problem.code, problem.facts)), *([f"→ {text(hint)}"] if hint else [])]

    def _note(self, report: Report) -> str:
        return "\n".join(
            f"- {self.say('note')} {text(self._feedback.text(note.code, note.facts))}"
            + (f" ({text(self._feedback.place(note.where))})" if note.where else "")
            for note in report.notes
        )

    def _function(self, name: str, checks: Sequence[CheckResult]) -> str:
        earned = [check.points for check in checks]
        points = None if None in earned else sum(points or 0 for points in earned)
        parts = [f"### {text(name)} {_points(points)}/{sum(check.max_points for check in checks)}"]
        for found in headlines(checks):
            said, mark = text(self._feedback.diagnosis(found, name)), "**" if found.certain else ""
            parts.append(f"> {mark}{said}{mark}")
        return "\n\n".join([*parts, "\n".join(self._check(check, brief=brief(check, checks)) for check in checks)])

    def _check(self, check: CheckResult, *, brief: bool) -> str:
        """One item of the list, everything below its title indented into it."""
        title = text(self._feedback.title(check.title))
        marks = "".join(f" ({self.say(f'{mark}_tag')})" for mark in ("bonus", "hidden") if getattr(check, mark))
        verdict = "" if check.verdict is Verdict.PASSED else f" — {self.say(check.verdict.lower())}"
        symbol = _SYMBOLS.get(check.verdict, "✗")
        head = f"- {symbol} {title}{marks}{verdict} {_points(check.points)}/{check.max_points}"
        below = "" if brief else "\n\n".join(self._explained(check))
        return head + "".join(f"\n  {line}" if line else "\n" for line in ("\n" + below).split("\n")) if below else head

    def _explained(self, check: CheckResult) -> list[str]:
        if check.verdict is Verdict.PASSED or check.code is None:
            return []
        message = text(self._feedback.text(check.code, check.facts))
        if check.verdict is Verdict.SKIPPED:
            return [message]
        parts = [block(check.call)] if check.call else []
        parts.append(message)
        if check.exception is not None and check.exception.traceback:
            parts.append(block(check.exception.traceback))
        hint = self._feedback.hint(check.code, check.facts)
        if hint and not (check.diagnosis and check.diagnosis.certain):
            parts.append(f"→ {text(hint)}")
        if check.output:
            parts.append(f"<details><summary>{self.say('output')}</summary>\n\n{block(check.output)}\n\n</details>")
        return [*parts, *([text(self._feedback.place(check.where))] if check.where else [])]

    def foot(self, report: Report, isolation: str) -> str:
        parts = []
        if extra := bonus(report):
            parts.append(self.say("bonus", points=extra))
        if report.hidden_not_run:
            parts.append(self.say("hidden_not_run", count=report.hidden_not_run))
        return " · ".join([*parts, self.say("isolation", level=isolation), f"{report.seconds:.1f} s"])


def _points(points: int | None) -> str:
    return "?" if points is None else str(points)
