"""Anonymous examples: of all failures of one kind the shortest that does not tell whose it is."""

import re
from collections.abc import Iterable

from grader.bulk.stats.model import Excerpt
from grader.model.report import CheckResult, Report

_SHORT = 3  # letters: shorter words of a name say nothing about anybody


class Example:
    """The best excerpt so far. The choice does not depend on the order in which failures are offered."""

    def __init__(self) -> None:
        self.excerpt: Excerpt | None = None
        self._key: tuple[int, str] | None = None

    def offer(self, check: CheckResult, report: Report) -> None:
        """Consider a failed check of a report; a hidden one is not for examples."""
        if check.hidden or check.code is None:
            return
        shown = f"{check.call or ''}\n{check.facts}"
        key = (len(shown), shown)
        if (self._key is None or key < self._key) and not tells(shown, report):
            self._key, self.excerpt = key, Excerpt(check.call, check.code, check.facts)


def tells(shown: str, report: Report) -> bool:
    """Whether a text names a report's student: by the id, or by a word of it or of the submission's own name."""
    return any(name.search(shown) for name in _identity(report))


def _identity(report: Report) -> list[re.Pattern[str]]:
    own = re.sub(r"\.\w+$", "", report.submission.rpartition("/")[2])
    address = report.student.partition("@")[0]
    words = {word for word in re.split(r"[\W_]+", f"{own} {address}") if len(word) >= _SHORT or not word.isascii()}
    ordinary = set(re.split(r"[\W_]+", report.exercise)) | {report.exercise}
    return [_named(name) for name in sorted({report.student, own, *words} - ordinary - {""})]


def _named(name: str) -> re.Pattern[str]:
    """A name as a word of its own; in writing without spaces, anywhere."""
    pattern = re.escape(name)
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])" if name.isascii() else pattern, re.IGNORECASE)


def failed(checks: Iterable[CheckResult]) -> list[CheckResult]:
    """Return the checks whose failure says something about the code."""
    return [check for check in checks if check.code is not None and check.code not in WITHOUT_ANSWER]


UNWRITTEN = frozenset({"function.unwritten", "function.missing"})
WITHOUT_ANSWER = UNWRITTEN | {"check.skipped", "student.timeout_repeated"}
