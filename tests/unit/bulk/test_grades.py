"""Which attempt counts, and what becomes of its points."""

from datetime import UTC, datetime

import msgspec
import pytest

from grader.bulk.grades import grades
from grader.exercise.config import CourseConfig, LatePolicy

DEADLINE = datetime(2026, 11, 10, tzinfo=UTC)


def config(**settings):
    return CourseConfig(title={"en": "T"}, exercises=["backprop", "training"], **settings)


def one(book, **settings):
    (grade,) = grades([book], config(**settings))
    return grade


@pytest.mark.parametrize(("policy", "score"), [("last", 5), ("first", 3), ("best", 9)])
def test_one_attempt_counts_by_the_courses_policy(keep, book, report, policy, score):
    for points in (3, 9, 5):
        keep(report(points=points))

    assert (one(book, attempts=policy).score, one(book).attempts) == (score, 3)


def test_stated_times_come_before_the_order_of_grading(keep, book, report):
    keep(report(points=9), submitted="2026-11-09T00:00:00+00:00")
    keep(report(points=4), submitted="2026-11-08T00:00:00+00:00")

    assert one(book).score == 9


def test_lateness_costs_a_percentage(keep, book, report):
    keep(report(points=7), submitted="2026-11-11T12:00:00+00:00")
    late = {"late": LatePolicy(per_day=10), "deadlines": {"backprop": DEADLINE}}

    assert (one(book, **late).attempt.late, one(book, **late).score) == (20, 5.6)


def test_the_time_of_grading_costs_nothing(keep, book, report):
    keep(report())
    late = {"late": LatePolicy(per_day=10), "deadlines": {"backprop": datetime(2000, 1, 1, tzinfo=UTC)}}

    assert one(book, **late).score == 7


def test_best_is_meant_after_lateness(keep, book, report):
    keep(report(points=8), submitted="2026-11-09T00:00:00+00:00")
    keep(report(points=9), submitted="2026-11-12T00:00:00+00:00")
    late = {"late": LatePolicy(per_day=10), "deadlines": {"backprop": DEADLINE}}

    assert one(book, attempts="best", **late).score == 8


def test_an_ungraded_attempt_has_no_score(keep, book, report):
    keep(report(status="ungraded"))

    assert (one(book).ungraded, one(book).score) == (True, None)


def test_an_ungraded_attempt_could_be_the_best_one(keep, book, report):
    keep(report(status="ungraded"))
    keep(report())

    assert one(book, attempts="best").ungraded
    assert not one(book, attempts="last").ungraded


def test_an_unreadable_attempt_has_no_score_but_is_not_the_graders_fault(keep, book, report):
    keep(report(status="unreadable"))

    assert (one(book).ungraded, one(book).score) == (False, None)


def test_a_readable_attempt_is_better_than_an_unreadable_one(keep, book, report):
    keep(report(points=0))
    keep(report(status="unreadable"))

    assert one(book, attempts="best").score == 0


def test_adjustments_add_up_beside_the_computed_points(keep, book, report):
    keep(report(points=7))
    book.adjust("s01", "backprop", 2, "a nice picture", "now")
    book.adjust("s01", "backprop", -0.5, "a late form", "now")

    assert (one(book).attempt.points, one(book).score) == (7, 8.5)
    assert one(book).reasons == ("a nice picture", "a late form")


def test_an_adjustment_gives_an_unreadable_submission_its_points(keep, book, report):
    keep(report(status="unreadable"))
    book.adjust("s01", "backprop", 6, "graded on paper", "now")

    assert one(book).score == 6


def test_an_adjustment_does_not_hide_that_something_is_ungraded(keep, book, report):
    keep(report(status="ungraded"))
    book.adjust("s01", "backprop", 6, "why", "now")

    assert one(book).score is None


def test_a_score_is_never_negative(keep, book, report):
    keep(report(points=1))
    book.adjust("s01", "backprop", -5, "why", "now")

    assert one(book).score == 0


def test_a_deadline_without_its_zone_is_refused():
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(
            {"title": {"en": "T"}, "exercises": [], "deadlines": {"x": datetime(2026, 1, 1)}},
            CourseConfig,
        )


def test_a_deadline_for_no_exercise_is_refused():
    wrong = {"title": {"en": "T"}, "exercises": ["backprop"], "deadlines": {"backprp": DEADLINE}}
    with pytest.raises(msgspec.ValidationError, match="backprp"):
        msgspec.convert(wrong, CourseConfig)
