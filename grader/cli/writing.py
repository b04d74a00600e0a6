"""Where the result of `grader check` goes: the terminal or JSON on stdout, and pages in files."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import common
from grader.model.errors import UsageError
from grader.model.report import Result
from grader.report.feedback import Feedback
from grader.report.text import plain

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Output:
    """What the user asked to see. `titles`: exercise -> its title in the reader's language."""

    feedback: Feedback
    titles: dict[str, str]
    as_json: bool = False
    quiet: bool = False
    color: str = "auto"
    html: Path | None = None
    markdown: Path | None = None

    def write(self, result: Result, changes: Iterable[str] = ()) -> None:
        """Write files, then stdout; `changes` say what is new since the last run and are for a person only."""
        self._write_files(result)
        if self.as_json:
            from grader.report.json import encode

            sys.stdout.write(encode(result, self.feedback).decode())
            return
        for report in result.reports:
            if report.problem is not None:
                common.report_problem(report.problem, self.feedback)
        readable = replace(result, reports=tuple(report for report in result.reports if report.problem is None))
        if self.quiet:
            _write_points(readable)
        else:
            self._write_terminal(readable, changes)

    def _write_files(self, result: Result) -> None:
        if self.html is not None:
            from grader.report.html import page

            _write_file(self.html, page(result, self.feedback, self.titles))
        if self.markdown is not None:
            from grader.report.markdown import document

            _write_file(self.markdown, document(result, self.feedback, self.titles))

    def _write_terminal(self, result: Result, changes: Iterable[str]) -> None:
        from rich.text import Text

        from grader.report.terminal import Terminal

        console = self._console()
        Terminal(console, self.feedback, self.titles).result(result)
        for line in changes:
            console.print(Text(f"  {plain(line)}", style="bold cyan"), soft_wrap=True)

    def _console(self) -> "Console":
        from rich.console import Console

        return Console(color_system="standard" if common.use_color(self.color) else None, highlight=False, emoji=False)


def _write_points(result: Result) -> None:
    for report in result.reports:
        points = "?" if report.points is None else report.points
        click.echo(f"{report.exercise} {points}/{report.max_points}")


def _write_file(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError("path.not_writable", path=str(path), reason=error.strerror or str(error)) from error
