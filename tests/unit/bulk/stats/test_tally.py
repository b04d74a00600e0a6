"""Counting a class: sums that hold for any class, whatever the order of its reports."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.source import Note
from grader.model.verdict import Verdict

from .conftest import checked, counted, graded, misconception, reported

verdicts = st.lists(st.sampled_from(list(Verdict)), min_size=3, max_size=3)
named = st.sampled_from(
    [None, misconception(), misconception("backprop.sign", "Wrong sign."), misconception("located.parts")]
)


@st.composite
def classes(draw):
    """Up to a dozen students with three checks each, some with a named mistake, some not written, some unreadable."""
    found = []
    for number in range(draw(st.integers(1, 12))):
        if draw(st.integers(0, 9)) == 0:
            found.append(reported(f"s{number}", status="unreadable", problem=Note("file.empty", {"file": "x"})))
            continue
        checks = []
        for name, verdict in zip("abc", draw(verdicts), strict=True):
            check = checked(name, verdict, seconds=draw(st.integers(0, 5)) / 4, hidden=name == "c")
            failed = verdict in (Verdict.FAILED, Verdict.ERROR)
            unwritten = failed and draw(st.integers(0, 4)) == 0
            more = {"code": "function.unwritten"} if unwritten else {"diagnosis": draw(named)} if failed else {}
            checks.append(replace(check, call=f"f({draw(st.integers(0, 99))})" if failed else None, **more))
        found.append(reported(f"s{number}", *checks))
    return found


@given(reports=classes())
def test_every_student_is_in_exactly_one_place(reports):
    stats = counted(*reports)

    assert stats.students == len(reports) == stats.graded + stats.ungraded + stats.unreadable
    assert sum(stats.points.values()) == stats.graded
    assert sum(stats.attempts.values()) == stats.students


@given(reports=classes())
def test_every_verdict_is_counted_once_and_shares_are_shares(reports):
    stats = counted(*reports)
    readable = [report for report in reports if report.status != "unreadable"]

    for check in stats.checks:
        assert check.total == len(readable)
        assert 0 <= check.passed <= check.attempted <= check.total
        assert check.agreement is None or -1 - 1e-9 <= check.agreement <= 1 + 1e-9


@given(reports=classes())
def test_a_mistake_is_counted_once_per_student(reports):
    stats = counted(*reports)

    for mistake in (*stats.misconceptions, *stats.failures):
        assert 1 <= mistake.students <= stats.students


@given(reports=classes(), seed=st.integers(0, 99))
def test_the_order_of_reports_changes_nothing(reports, seed):
    mixed = random.Random(seed).sample(reports, len(reports))

    def comparable(stats):
        return replace(stats, checks=tuple(sorted(stats.checks, key=lambda check: check.name)), suspects=())

    assert comparable(counted(*mixed)) == comparable(counted(*reports))


@given(reports=classes())
def test_quartiles_are_in_order_and_within_the_points(reports):
    stats = counted(*reports)

    if stats.quartiles is not None:
        low, median, high = stats.quartiles
        assert min(stats.points) <= low <= median <= high <= max(stats.points)


def test_points_are_those_before_lateness_and_adjustments():
    stats = counted(reported("s1", checked()), late=50.0, adjustment=5.0, reasons=("nice",))

    assert (stats.points, stats.late, stats.late_percent, stats.adjusted) == ({2: 1}, 1, 50.0, 1)


def test_an_ungraded_student_has_no_points_in_the_distribution():
    stats = counted(reported("s1", checked(verdict=Verdict.UNGRADED), checked("c2")))

    assert (stats.graded, stats.ungraded, stats.points, stats.mean, stats.quartiles) == (0, 1, {}, None, None)


def test_a_function_that_nobody_wrote_is_not_attempted():
    unwritten = checked(verdict=Verdict.FAILED, code="function.unwritten")
    (check,) = counted(reported("s1", unwritten), reported("s2", checked())).checks

    assert (check.total, check.attempted, check.passed, check.unwritten) == (2, 1, 1, 1)


def test_a_mistake_in_several_checks_of_a_student_is_one():
    found = misconception()
    failing = [checked(name, Verdict.FAILED, diagnosis=found) for name in ("a", "b")]
    (mistake,) = counted(reported("s1", *failing), reported("s2", failing[0])).misconceptions

    assert (mistake.students, mistake.text["zh"]) == (2, "缺少 1/m。")


def test_a_mistake_belongs_to_the_function_that_it_is_in():
    found = misconception(function="inner")
    (mistake,) = counted(reported("s1", checked(verdict=Verdict.FAILED, diagnosis=found))).misconceptions

    assert mistake.function == "inner"


def test_what_is_only_located_has_no_name_and_keeps_the_words_of_its_check():
    failing = checked(verdict=Verdict.FAILED, diagnosis=misconception("located.parts"), facts={"got": "1"})
    stats = counted(reported("s1", failing))

    assert stats.misconceptions == ()
    assert [(one.code, one.text, one.evidence) for one in stats.failures] == [("value.wrong", {}, {})]


def test_a_consequence_of_another_functions_mistake_is_counted_there_alone():
    failing = checked(verdict=Verdict.FAILED, diagnosis=misconception("located.builds_on", function="g"))
    stats = counted(reported("s1", failing))

    assert (stats.misconceptions, stats.failures) == ((), ())


def test_reports_of_different_material_are_noticed():
    from grader.bulk.stats.tally import ExerciseTally

    tally = ExerciseTally("backprop")
    for student, material in (("s1", "old"), ("s2", "new")):
        report = reported(student, checked())
        tally.add(graded(report), report, material)

    assert tally.result().materials == 2


def test_passing_by_those_who_are_wrong_elsewhere_is_a_negative_agreement():
    good, bad = checked("a"), checked("a", Verdict.FAILED)
    strong = [reported(f"s{n}", bad, checked("b"), checked("c")) for n in range(5)]
    weak = [reported(f"w{n}", good, checked("b", Verdict.FAILED), checked("c", Verdict.FAILED)) for n in range(5)]

    assert counted(*strong, *weak).checks[0].agreement == pytest.approx(-1)


def test_agreement_is_undefined_where_nothing_varies():
    assert counted(*(reported(f"s{n}", checked("a")) for n in range(5))).checks[0].agreement is None
