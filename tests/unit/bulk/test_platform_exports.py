"""The exports for nbgrader's readers and for Gradescope."""

import csv
import io
import json

import msgspec
import pytest

from grader.bulk.exports import gradescope, nbgrader
from grader.bulk.exports.wanted import Wanted
from grader.bulk.grades import grades
from grader.exercise.config import LatePolicy
from grader.exercise.course import Course
from grader.model.errors import UsageError
from grader.report.feedback import Feedback

ROSTER = """student_id,last_name,first_name,email
s01,"Lovelace, Countess of",Ada,ada@example.org
s02,=cmd(),@Bob,b@example.org
"""


@pytest.fixture
def wanted(book, course):
    """What an export gets, after the gradebook has been filled."""

    def make(roster=None, config=course.config, **options):
        own = Course(course.root, config)
        return Wanted(grades([book], config), own, Feedback(), roster and roster.encode(), **options)

    return make


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_it_has_nbgraders_columns_and_quotes_names(keep, wanted, report):
    keep(report())
    text = nbgrader.nbgrader(wanted(ROSTER))

    assert text.splitlines()[0] == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
        "raw_score,late_submission_penalty,score,max_score"
    )
    (row,) = read(text)
    assert row["last_name"] == "Lovelace, Countess of"
    assert (row["raw_score"], row["late_submission_penalty"], row["score"], row["max_score"]) == ("7", "0", "7", "10")


def test_a_cell_that_would_be_a_formula_is_defused(keep, wanted, report):
    keep(report(student="s02"))
    (row,) = read(nbgrader.nbgrader(wanted(ROSTER)))

    assert (row["last_name"], row["first_name"]) == ("'=cmd()", "'@Bob")


@pytest.mark.parametrize("status", ["ungraded", "unreadable"])
def test_what_has_no_score_has_empty_cells(keep, wanted, report, status):
    keep(report(status=status))
    (row,) = read(nbgrader.nbgrader(wanted()))

    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("", "", "")


def test_the_score_is_what_is_left_of_the_raw_score(keep, book, wanted, report, course):
    keep(report(), submitted="2026-11-30T12:00:00+00:00")
    book.adjust("s01", "backprop", 1, "a fine drawing", "now")
    due = msgspec.convert({"backprop": "2026-11-29T00:00:00+00:00"}, type(course.config).__annotations__["deadlines"])
    config = msgspec.structs.replace(course.config, late=LatePolicy(per_day=10), deadlines=due)
    (row,) = read(nbgrader.nbgrader(wanted(config=config)))
    (scaled,) = read(nbgrader.nbgrader(wanted(config=config, scale=100.0)))

    assert [row[key] for key in ("raw_score", "late_submission_penalty", "score")] == ["8", "1.4", "6.6"]
    assert [scaled[key] for key in ("raw_score", "late_submission_penalty", "score", "max_score")] == [
        *("80", "14", "66", "100")
    ]
    assert row["duedate"] == "2026-11-29T00:00:00+00:00"
    assert row["timestamp"] == "2026-11-30T12:00:00+00:00"


def test_a_roster_without_ids_is_refused(keep, wanted, report):
    keep(report())
    with pytest.raises(UsageError) as caught:
        nbgrader.nbgrader(wanted("name,email\na,b\n"))

    assert caught.value.code == "export.roster"


def files(folder):
    return {path.name.rsplit("-", 1)[0]: json.loads(path.read_text()) for path in folder.glob("*.json")}


def test_every_student_has_a_file_with_the_sum_of_the_scores(keep, wanted, report, tmp_path):
    keep(report())
    keep(report(exercise="training", points=5), sha256="other")
    keep(report(student="s02"))
    count = gradescope.write_results(wanted(), tmp_path)

    assert count == 2
    assert {name: found["score"] for name, found in files(tmp_path).items()} == {"s01": 12, "s02": 7}
    assert "7 of 10 points" in files(tmp_path)["s02"]["output"]


@pytest.mark.parametrize("status", ["ungraded", "unreadable"])
def test_without_a_score_a_file_holds_no_number(keep, wanted, report, tmp_path, status):
    keep(report())
    keep(report(exercise="training", status=status), sha256="other")
    gradescope.write_results(wanted(), tmp_path)
    found = files(tmp_path)["s01"]

    assert "score" not in found
    assert not any("score" in test for test in found["tests"])


def test_an_adjustment_is_in_the_score(keep, book, wanted, report, tmp_path):
    keep(report())
    book.adjust("s01", "backprop", 2.5, "a fine drawing", "now")
    gradescope.write_results(wanted(), tmp_path)
    found = files(tmp_path)["s01"]

    assert found["score"] == 9.5
    assert "a fine drawing" in found["output"]


def test_no_two_students_share_a_file(keep, wanted, report, tmp_path):
    for turn, student in enumerate(["a/b", "a b", "../a", "学生"]):
        keep(report(student=student), sha256=str(turn))
    gradescope.write_results(wanted(), tmp_path)

    assert len(list(tmp_path.glob("*.json"))) == 4
