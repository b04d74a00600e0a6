"""How far a long run is: one line that changes on a terminal, one line per submission elsewhere."""

import json
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import click

from grader.report.feedback import Feedback
from grader.report.text import logged, one_line

if TYPE_CHECKING:
    from grader.bulk.outcome import Kept
    from grader.bulk.run import Step

_RECENT = 30  # submissions that the rate is measured over, so that it follows the machine


class Meter:
    """Called with each step. Everything goes to stderr."""

    def __init__(self, total: int, feedback: Feedback, *, quiet: bool) -> None:
        self._total = total
        self._feedback = feedback
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._times = [time.monotonic()]
        self._statuses: Counter[str] = Counter()
        self._done = 0

    def __enter__(self) -> "Meter":
        return self

    def __exit__(self, *_: object) -> None:
        if self._live and self._done and not self._quiet:
            click.echo("\r\x1b[2K", nl=False, err=True)

    def __call__(self, step: "Step") -> None:
        """One more submission is done."""
        self._done += 1
        self._times = [*self._times[-_RECENT:], time.monotonic()]
        self._statuses.update(report.status for report in step.reports)
        if self._quiet:
            return
        if self._live:
            click.echo(f"\r\x1b[2K{self._line()}", nl=False, err=True)
        else:
            click.echo(f"[{self._done}/{self._total}] {_described(step)}", err=True)

    def _line(self) -> str:
        elapsed = self._times[-1] - self._times[0]
        rate = (len(self._times) - 1) / elapsed if elapsed > 0 else 0.0
        left = (self._total - self._done) / rate if rate else 0.0
        facts = {"done": self._done, "total": self._total, "rate": f"{rate:.1f}", "left": clock(left)}
        return self._feedback.text("grade.progress", facts | {s: n for s, n in self._statuses.items() if s != "graded"})


def clock(seconds: float) -> str:
    """`2:05` or `1:02:05`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _described(step: "Step") -> str:
    """`s01: backprop 17/20, initializers unreadable: the reason`."""
    return logged(one_line(f"{step.item.student}: {', '.join(map(_told, step.reports))}"))


def _told(report: "Kept") -> str:
    if report.status == "graded":
        return f"{report.exercise} {report.points}/{report.max_points}"
    problem = json.loads(report.report)["problem"]
    reason = f": {problem['message']}" if problem else ""
    return f"{report.exercise} {report.status.upper()}".strip() + reason
