"""Results whose every text is a student's, and consumers that read as the platforms do."""

import re

import pytest

from grader.model.report import CheckResult, Diagnosis, ExceptionInfo, Report, Result
from grader.model.source import Note, Where
from grader.model.verdict import Verdict

VERDICTS = [Verdict.FAILED, Verdict.ERROR, Verdict.TIMEOUT, Verdict.SKIPPED, Verdict.PASSED]


def _check(number, verdict, text, **more):
    passed = verdict is Verdict.PASSED
    explained = {
        "code": "student.exception",
        "facts": {"type": text, "message": text},
        "call": text,
        "where": Where(text or "x.py", 3, number % 2 or None),
        "exception": ExceptionInfo(text, text, text),
        "output": text,
        "diagnosis": Diagnosis("located.value", {}, {"at": text}),
    }
    return CheckResult(
        f"check_{number}",
        {"en": f"Title {number}."},
        f"f{number // 2}",
        verdict,
        2,
        **({} if passed else explained) | more,
    )


@pytest.fixture(scope="session")
def check():
    """Makes a check: number, verdict, text that the student wrote."""
    return _check


@pytest.fixture(scope="session")
def report():
    """Makes a graded report of checks."""

    def make(*checks, exercise="backprop", **more):
        most = sum(check.max_points for check in checks if not check.bonus)
        return Report(
            **{"student": "", "submission": f"{exercise}.py", "sha256": "", "status": "graded"}
            | {"exercise": exercise, "max_points": most, "checks": checks, "seconds": 0.25}
            | more
        )

    return make


@pytest.fixture(scope="session")
def result():
    """Makes a result of reports."""
    return lambda *reports: Result(reports, "A", {"grader": "0"})


@pytest.fixture(scope="session")
def hostile(report, result):
    """Makes a result in which a text stands wherever a student can put one."""

    def make(text, functions=4):
        checks = [_check(n, VERDICTS[n % len(VERDICTS)], text) for n in range(2 * functions)]
        checks.append(_check(99, Verdict.FAILED, text, hidden=True))
        unreadable = report(
            exercise="symmetry",
            status="unreadable",
            submission=text,
            problem=Note("source.syntax_error", {"file": text, "message": text}, Where(text, 1)),
        )
        return result(report(*checks), unreadable)

    return make


@pytest.fixture(scope="session")
def obeyed():
    """Reads a log as GitHub's runner does and returns the commands that it obeys: (name, properties, message)."""

    def read(log):
        found, token = [], None
        for line in re.split(r"[\r\n]", log):
            match = re.match(r"\s*::([^ :]+)(?: (.*?))?::(.*)", line)
            old = re.search(r"##\[(.*?)\](.*)", line)
            if token is not None:
                token = None if match and match[1] == token else token
            elif match and match[1] == "stop-commands":
                token = match[3]
            elif match:
                found.append((match[1], match[2] or "", match[3]))
            elif old:
                found.append((old[1], "", old[2]))
        assert token is None
        return found

    return read
