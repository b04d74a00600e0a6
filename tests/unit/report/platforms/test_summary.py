"""The page of a limited size."""

from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.platforms.summary import STEP_BYTES, summary

TITLES = {"backprop": "Backprop", "symmetry": "Symmetry", "training": "Training"}


def written(found, room=STEP_BYTES, lang="en"):
    return summary(found, Feedback(lang), TITLES, room)


def test_it_begins_with_a_table_of_all_reports_the_worst_first(check, report, result):
    half = report(check(0, Verdict.PASSED, ""), check(1, Verdict.FAILED, "x"))
    full = report(check(0, Verdict.PASSED, ""), exercise="symmetry")
    rows = [line for line in written(result(full, half)).splitlines() if line.startswith("| ")]

    assert [row.split("|")[1].strip() for row in rows] == ["Exercise", "---", "Backprop", "Symmetry"]
    assert rows[2].split("|")[2].strip() == "2/4"
    assert rows[3].split("|")[3].strip() == "✓"


def test_it_stays_below_the_limit_whatever_is_printed(hostile, result):
    text = "😀\n" * 50_000
    graded, unreadable = hostile(text, functions=20).reports
    page = written(result(graded, unreadable))

    assert len(page.encode()) <= STEP_BYTES
    assert "## Backprop" in page  # without what the code printed


def test_what_does_not_fit_is_counted(check, report, result):
    reports = [report(*(check(n, Verdict.FAILED, "x") for n in range(9)), exercise=name) for name in TITLES]
    whole = written(result(*reports))
    page = written(result(*reports), room=len(whole.encode()) // 3)

    assert len(page.encode()) <= len(whole.encode()) // 3
    assert page.rstrip().endswith("reports did not fit on this page.") and page.count("\n## ") < 3


def test_with_no_room_there_is_nothing(hostile):
    assert written(hostile("x"), room=10) == ""


def test_a_table_is_not_broken_by_a_students_text(hostile):
    rows = [line for line in written(hostile("a|b\n| c | d |\n<b>")).splitlines() if line.startswith("| ")]

    assert all(line.replace("\\|", "").count("|") == 4 for line in rows[:4])


def test_it_speaks_chinese(hostile):
    assert "| 练习 | 分数 | 首先 |" in written(hostile("x"), lang="zh")
