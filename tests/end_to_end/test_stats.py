"""`grader stats` and `grader export --to feedback` as an instructor runs them, on classes of 3 and of 3,000."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from grader.bulk.gradebook import FILE, Gradebook
from grader.bulk.outcome import kept
from grader.bulk.stats.collect import collect
from grader.bulk.stats.page import page
from grader.bulk.stats.wording import Wording
from grader.model.report import CheckResult, Diagnosis, Report
from grader.model.source import Note
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback

from .in_a_browser import WIDTHS, needs_browser, seen

HOSTILE = "<script>document.title = 'owned'</script>" + "x" * 300
MISSING = Diagnosis("backprop.no_mean", {"en": "The 1/m is missing.", "zh": "缺少 1/m。"}, {})
TITLES = {"en": "The gradient is that of the mean.", "zh": "梯度是均值的梯度。"}


def answer(student, number):
    """A student's report: right, with a shared mistake, raising, attacking, UNGRADED or not readable."""
    report = Report(student, f"in/{student}-backprop.py", "aa", "backprop", "graded", 10, seconds=0.1)
    if number % 100 == 7:
        return replace(report, status="unreadable", max_points=0, problem=Note("file.empty", {"file": HOSTILE}))
    results = [_check(n, number) for n in range(10)]
    ungraded = any(check.verdict is Verdict.UNGRADED for check in results)
    return replace(report, checks=tuple(results), status="ungraded" if ungraded else "graded")


def _check(n, number):
    check = CheckResult(f"check_{n}", TITLES, f"function_{n // 3}", Verdict.PASSED, 1, hidden=n == 9, seconds=0.01)
    if n == 0 and number % 3 == 0:
        return replace(check, verdict=Verdict.FAILED, code="value.wrong", call="f(2)", diagnosis=MISSING)
    if n == 1 and number % 5 == 0:
        raised = {"type": "ValueError", "message": HOSTILE}
        return replace(check, verdict=Verdict.ERROR, code="student.exception", facts=raised, call="g(1)")
    if n == 2 and number % 200 == 11:
        return replace(check, verdict=Verdict.UNGRADED, code="grader.unstable", facts={"first": "x"})
    if n == 3 and number % 500 == 13:
        facts = {"cause": "protocol violation: not a frame", "during": "f"}
        return replace(check, verdict=Verdict.CRASHED, code="student.crashed", facts=facts)
    if n == 4 and number % 60:
        return replace(check, verdict=Verdict.FAILED, code="value.wrong", call="h(1)")
    return check


def filled(folder, n):
    """A gradebook with n students, all in one transaction."""
    Gradebook.create(folder).close()
    reports = [answer(f"student{number:04}", number) for number in range(n)]
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        now = "2026-11-20T12:00:00.000+00:00"
        for number, report in enumerate(reports, 1):
            one = kept(report, "e1", Feedback())
            counted = (one.exercise, one.status, one.points, one.max_points, one.seconds)
            connection.execute(
                "INSERT INTO submission VALUES (?, ?, ?, ?, ?, 'm', NULL, ?, ?)",
                (number, report.student, report.submission, report.submission, f"{number}", now, now),
            )
            connection.execute(
                "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, 'e1', 'g1', 'A', '{}', ?, ?, ?, ?)",
                (number, number, *counted, now, one.report, one.packed),
            )
    return folder


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return 3, filled(tmp_path_factory.mktemp("few") / "out", 3)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return 3000, filled(tmp_path_factory.mktemp("many") / "out", 3000)


@pytest.fixture(params=["few", "many"])
def class_of(request):
    """How many students, and the folder of their gradebook."""
    return request.getfixturevalue(request.param)


def test_a_class_of_any_size_is_reported_as_json(grader, class_of):
    n, out = class_of
    finished = grader("stats", out, "--json")
    data = json.loads(finished.stdout)
    (exercise,) = data["exercises"]

    assert (finished.returncode, data["students"], exercise["students"]) == (0, n, n)
    assert len(data["unreadable"]) == sum(number % 100 == 7 for number in range(n))
    assert len(data["ungraded"]) == sum(number % 200 == 11 for number in range(n))
    assert len(data["signs"]) == sum(number % 500 == 13 for number in range(n))
    wrong = sum(number % 3 == 0 and number % 100 != 7 for number in range(n))
    assert [(one["code"], one["students"]) for one in exercise["misconceptions"]] == [("backprop.no_mean", wrong)]
    found = {(one["kind"], one["check"]) for one in exercise["suspects"]}
    assert (("nearly_all_fail", "check_4") in found) is (n > 10)


def test_the_page_of_thousands_is_not_larger_than_a_browser_likes(grader, class_of, tmp_path):
    n, out = class_of
    finished = grader("stats", out, "--html", tmp_path / "class.html")

    assert (finished.returncode, finished.stderr) == (0, "")
    assert "class.html" in finished.stdout
    assert (tmp_path / "class.html").stat().st_size < 200_000, f"{n} students"


def test_without_a_format_a_few_lines_are_printed(grader, class_of):
    n, out = class_of
    lines = grader("stats", out, "--lang", "zh").stdout.splitlines()

    assert f"{n} 名学生" in lines[0]
    assert len(lines) < 12


@pytest.fixture(scope="module", params=["en", "zh"])
def page_of_thousands(request, many, course):
    """The page of the larger class in one language."""
    with Gradebook.open(many[1]) as book:
        stats = collect([book], course.config)
    return request.param, page(stats, Wording(Feedback(request.param, course.messages), course))


@needs_browser
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_in_a_browser_nothing_sticks_out_and_nothing_runs(page_of_thousands, tmp_path, width):
    lang, source = page_of_thousands
    shown = seen(source, width, tmp_path)

    assert (shown["wide"], shown["scroll"] <= width) == ([], True)
    assert "owned" not in shown["title"]
    assert {"en": "The 1/m is missing.", "zh": "缺少 1/m。"}[lang] in shown["text"]


@needs_browser
def test_the_index_of_feedback_fits_into_a_phone(grader, tmp_path):
    grader("export", filled(tmp_path / "out", 20), "--to", "feedback", "--output", tmp_path / "fb", "--allow-ungraded")
    width = WIDTHS["phone"]
    shown = seen((tmp_path / "fb" / "index.html").read_text(encoding="utf-8"), width, tmp_path)

    assert (shown["wide"], shown["scroll"] <= width) == ([], True)
    assert "student0003" in shown["text"]


def test_feedback_is_written_for_every_student(grader, tmp_path):
    finished = grader(
        "export", filled(tmp_path / "out", 8), "--to", "feedback", "--output", tmp_path / "fb", "--allow-ungraded"
    )
    suffixes = sorted(path.suffix for path in (tmp_path / "fb").iterdir())

    assert (finished.returncode, finished.stderr) == (0, "")
    assert suffixes == [".html"] * 9 + [".md"] * 8


@pytest.mark.parametrize("target", ["html", "markdown", "notebook", "feedback"])
def test_feedback_needs_a_folder(grader, tmp_path, target):
    finished = grader("export", filled(tmp_path / "out", 1), "--to", target)

    assert (finished.returncode, len(finished.stderr.splitlines())) == (2, 1)
    assert f"{target} writes many files" in finished.stderr


def test_an_exercise_that_the_course_does_not_have_is_refused(grader, class_of):
    finished = grader("stats", class_of[1], "--exercise", "nonsense")

    assert finished.returncode == 2
    assert "nonsense" in finished.stderr


def test_a_gradebook_without_reports_is_told(grader, tmp_path):
    finished = grader("stats", filled(tmp_path / "out", 0))

    assert finished.returncode == 2
    assert "no reports" in finished.stderr


def test_a_page_that_cannot_be_written_is_told(grader, class_of, tmp_path):
    finished = grader("stats", class_of[1], "--html", tmp_path / "no" / "class.html")

    assert finished.returncode == 2
    assert "cannot write" in finished.stderr.lower()
