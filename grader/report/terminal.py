"""The report on a terminal: points, each function, what failed, the smallest failing call, one thing to try."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from grader.model.report import CheckResult, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.figures.blocks import lines
from grader.report.history import is_full
from grader.report.order import UNWRITTEN, bonus, brief, by_function, headlines, score, unwritten
from grader.report.text import logged, one_line, plain

_STYLE = {
    Verdict.PASSED: "green",
    Verdict.SKIPPED: "dim",
    Verdict.UNGRADED: "magenta",
}
_SYMBOLS = {Verdict.PASSED: "✓", Verdict.SKIPPED: "–", Verdict.UNGRADED: "?"}
_ASCII = {Verdict.PASSED: "+", Verdict.SKIPPED: "-", Verdict.UNGRADED: "?"}
NOTHING_TO_CALL = {UNWRITTEN, "function.missing"}


class Terminal:
    """Writes reports to a rich console; all student-controlled text goes through `plain` and is never markup."""

    def __init__(self, console: Console, feedback: Feedback, titles: dict[str, str]) -> None:
        self.console = console
        self.feedback = feedback
        self.titles = titles  # exercise -> its title
        self._unicode = "utf" in console.encoding.lower()
        self._symbols, self._wrong, self._arrow = (_SYMBOLS, "✗", "→") if self._unicode else (_ASCII, "x", "->")
        self._dot = " · " if self._unicode else " | "

    def result(self, result: Result) -> None:
        """Write every report, then the sum when there are several."""
        for report in result.reports:
            self.report(report, result.isolation)
        if len(result.reports) > 1:
            self._line(
                Text(self._say("total", points=_points(result.points), max_points=result.max_points), style="bold")
            )

    def report(self, report: Report, isolation: str) -> None:
        """Write one report."""
        title = self.titles.get(report.exercise, report.exercise)
        self._line(Text.assemble((report.exercise, "bold"), f": {title}", self._dot, plain(report.submission)))
        for note in report.notes:
            where = f" ({self.feedback.place(note.where)})" if note.where and note.where.line else ""
            self._line(
                Text(f"  {self._say('note')} {one_line(self.feedback.text(note.code, note.facts))}{where}", style="dim")
            )
        for function, checks in groupby(by_function(report.checks), key=lambda check: check.function):
            self._function(function, list(checks))
        self._summary(report, isolation)

    def _function(self, function: str, checks: Sequence[CheckResult]) -> None:
        earned = [check.points for check in checks]
        points = None if None in earned else sum(p for p in earned if p is not None)
        total = sum(check.max_points for check in checks)
        line = Text.assemble("  ", (function, "bold"), f"  {_points(points)}/{total}")
        reasons = {check.code for check in checks if check.verdict is not Verdict.SKIPPED}
        if len(reasons) == 1 and reasons <= NOTHING_TO_CALL:
            code = reasons.pop() or ""
            line.append(f"  {plain(self.feedback.text(code, {'function': function}))}", style="yellow")
            self._line(line)
            return
        self._line(line)
        for found in headlines(checks):
            style = "bold yellow" if found.certain else "yellow"
            self._line(Text(f"    {self._arrow} {plain(self.feedback.diagnosis(found, function))}", style=style))
        for check in checks:
            self._check(check, brief=brief(check, checks))

    def _check(self, check: CheckResult, *, brief: bool) -> None:
        style = _STYLE.get(check.verdict, "red")
        symbol = self._symbols.get(check.verdict, self._wrong)
        title = self.feedback.title(check.title)
        marks = "".join(f" [{self._say(f'{mark}_tag')}]" for mark in ("bonus", "hidden") if getattr(check, mark))
        plain_to_see = check.verdict in (Verdict.PASSED, Verdict.FAILED)
        verdict = "" if plain_to_see else f" ({self._say(check.verdict.lower())})"
        self._line(Text.assemble("    ", (symbol, style), f" {title}{marks}", (verdict, style)))
        if check.verdict is Verdict.PASSED or check.code is None or brief:
            return
        message = plain(self.feedback.text(check.code, check.facts))
        if check.verdict is Verdict.SKIPPED:
            self._line(Text(f"      {message}", style="dim"))
            return
        self._explain(check, message)

    def _explain(self, check: CheckResult, message: str) -> None:
        call = f"{plain(check.call)}: " if check.call else ""
        self._line(Text.assemble("      ", (call, "cyan"), message))
        if check.exception is not None and check.exception.traceback:
            for line in plain(check.exception.traceback).splitlines()[-6:]:
                self._line(Text(f"        {line}", style="dim"))
        for line in self._picture(check):
            self._line(Text(f"        {line}", style="dim"))
        hint = self.feedback.hint(check.code or "", check.facts)
        if hint and not (check.diagnosis and check.diagnosis.certain):
            self._line(Text(f"      {self._arrow} {plain(hint)}", style="yellow"))
        if check.where is not None:
            self._line(Text(f"      {self.feedback.place(check.where)}", style="dim"))

    def _picture(self, check: CheckResult) -> list[str]:
        """The last picture that lines can show, which is nearest to the failure; none of a hidden check."""
        pictures = (lines(one, self.feedback, unicode=self._unicode) for one in reversed(check.figures))
        return [] if check.hidden else next((picture for picture in pictures if picture), [])

    def _summary(self, report: Report, isolation: str) -> None:
        word, facts = score(report)
        parts = [self._say(word, **facts)]
        if extra := bonus(report):
            parts.append(self._say("bonus", points=extra))
        if report.hidden_not_run:
            parts.append(self._say("hidden_not_run", count=report.hidden_not_run))
        parts += [self._say("isolation", level=isolation), f"{report.seconds:.1f} s"]
        self._line(Text("  " + self._dot.join(parts), style="bold green" if is_full(report) else "bold"))
        begin_with = unwritten(report)
        if begin_with is not None:
            self._line(Text(f"  {self._say('nothing_yet', function=begin_with)}"))

    def _say(self, word: str, **facts: object) -> str:
        return plain(self.feedback.text(f"report.{word}", facts))

    def _line(self, text: Text) -> None:
        inert = logged(text.plain)
        self.console.print(text if inert == text.plain else Text(inert), soft_wrap=True)


def _points(points: int | None) -> str:
    return "?" if points is None else str(points)
