"""The terminal draws one small picture per explained failure, where lines can show it."""

import io

from rich.console import Console

from grader.model.report import CheckResult, Figure, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.terminal import Terminal

PROFILE = Figure("profile", {"x": [1, 2], "series": [{"name": "", "got": [1.0, 0.01], "wanted": [1.0, 1.0]}]})
BARS = Figure("bars", {"names": ["W1", "b1"], "got": [0.5, 1e-9], "wanted": [], "limit": None})
ROWS = Figure("rows", {"x": [1], "series": [{"name": "W1[0, 0]", "got": [1.0], "wanted": [1.0]}]})


def written(*figures, hidden=False, encoding="utf-8"):
    facts = {"got": "1", "limit": "0", "where": "row 1"}
    check = CheckResult(
        "c", {"en": "t"}, "f", Verdict.FAILED, 1, code="init.mean", facts=facts, figures=figures, hidden=hidden
    )
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=stream, width=80, color_system=None)
    report = Report("", "a.py", "", "toy", "graded", 1, checks=(check,))
    Terminal(console, Feedback(), {}).result(Result((report,), "A", {}))
    stream.seek(0)
    return stream.read()


def test_the_picture_nearest_to_the_failure_is_drawn_below_its_message():
    text = written(PROFILE, BARS, ROWS)

    assert text.index("the mean") < text.index("Relative difference per parameter array") < text.index("W1 ████")
    assert "layer by layer" not in text


def test_a_picture_that_lines_cannot_show_leaves_the_report_as_it_was():
    assert written(ROWS) == written()


def test_a_hidden_check_shows_no_picture():
    assert written(BARS, hidden=True) == written(hidden=True)


def test_a_terminal_without_unicode_draws_with_ascii():
    assert "W1 ####" in written(BARS, encoding="ascii")
