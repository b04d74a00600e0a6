"""From gradebooks to statistics: which attempts count, and who is on which list."""

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from grader.bulk.gradebook import Gradebook
from grader.bulk.intake import Item
from grader.bulk.outcome import Outcome, kept
from grader.bulk.stats.collect import collect
from grader.exercise.config import CourseConfig
from grader.model.source import Note
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback

from .conftest import checked, reported

CONFIG = CourseConfig(title={"en": "T"}, exercises=["backprop", "training"])
FULL, NOTHING = checked(), checked(verdict=Verdict.FAILED)


def keep(book, *reports, day=1, material="e1"):
    made = tuple(kept(report, material, Feedback()) for report in reports)
    outcome = Outcome(made, "g1", "A", json.dumps({}))
    item = Item(reports[0].student, reports[0].submission, Path(__file__))
    book.keep(item, f"content of day {day}", "m1", outcome, f"2026-11-{day:02}T00:00:00.000+00:00", whole=True)


def collected(*books, policy="last", chosen=()):
    return collect(books, msgspec.structs.replace(CONFIG, attempts=policy), chosen)


@pytest.mark.parametrize(("policy", "points"), [("last", 0), ("first", 0), ("best", 2)])
def test_of_each_student_the_attempt_counts_that_the_course_says(book, policy, points):
    for day, check in enumerate((NOTHING, FULL, NOTHING), 1):
        keep(book, reported("s1", check), day=day)
    (stats,) = collected(book, policy=policy).exercises

    assert (stats.students, dict(stats.points), dict(stats.attempts)) == (1, {points: 1}, {3: 1})


def test_exercises_stand_in_the_order_of_the_course(book):
    keep(book, reported("s1", FULL, exercise="training"), reported("s1", FULL))

    assert [one.name for one in collected(book).exercises] == ["backprop", "training"]


def test_one_exercise_can_be_chosen(book):
    keep(book, reported("s1", FULL, exercise="training"), reported("s1", FULL))

    assert [one.name for one in collected(book, chosen=["training"]).exercises] == ["training"]


def test_several_gradebooks_are_one_class(book, tmp_path):
    keep(book, reported("s1", FULL))
    with Gradebook.create(tmp_path / "other") as other:
        keep(other, reported("s2", NOTHING))
        stats = collected(book, other)

    assert (stats.students, dict(stats.exercises[0].points)) == (2, {0: 1, 2: 1})


def test_whom_the_grader_owes_a_verdict_is_listed_check_by_check(book):
    keep(book, reported("s1", checked("a", Verdict.UNGRADED), checked("b"), checked("c", Verdict.UNGRADED)))
    found = collected(book).ungraded

    assert [(case.student, case.check, case.code) for case in found] == [
        ("s1", "a", "grader.unstable"),
        ("s1", "c", "grader.unstable"),
    ]


def test_an_ungraded_attempt_that_does_not_count_is_nobodys_debt(book):
    keep(book, reported("s1", checked(verdict=Verdict.UNGRADED)), day=1)
    keep(book, reported("s1", FULL), day=2)

    assert collected(book).ungraded == ()
    assert len(collected(book, policy="best").ungraded) == 1


def test_what_could_not_be_read_is_listed_with_its_reason(book):
    keep(book, reported("s1", status="unreadable", problem=Note("file.empty", {"file": "x.py"}), exercise=""))
    (case,) = collected(book).unreadable

    assert (case.student, case.exercise, case.code) == ("s1", "", "file.empty")


def test_signs_come_from_every_attempt(book):
    crashed = checked(verdict=Verdict.CRASHED, facts={"cause": "it closed its channel"})
    keep(book, reported("s1", crashed), day=1)
    keep(book, reported("s1", FULL), day=2)
    stats = collected(book)

    assert [(sign.student, sign.kind) for sign in stats.signs] == [("s1", "channel")]
    assert dict(stats.exercises[0].points) == {2: 1}


def test_names_of_students_are_nowhere_but_on_the_lists(book):
    keep(book, replace(reported("ada7", checked(verdict=Verdict.ERROR, facts={"type": "E", "message": "ada7"}))))

    assert "ada7" not in str(collected(book))


def test_an_empty_gradebook_has_no_exercises(book):
    assert collected(book).exercises == ()


def test_what_is_kept_while_the_class_is_counted_is_not_half_counted(book, tmp_path):
    keep(book, reported("s1", FULL), day=1)
    with Gradebook.open(tmp_path / "out") as reader, reader.unchanging():
        before = [tuple(row) for row in reader.rows("SELECT id FROM report")]
        keep(book, reported("s1", NOTHING), day=1)
        keep(book, reported("s2", FULL), day=2)

        assert [tuple(row) for row in reader.rows("SELECT id FROM report")] == before
    assert collected(book).students == 2
