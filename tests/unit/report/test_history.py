"""What is said about a run depends on the runs before it, and on nothing else."""

from grader.model.report import CheckResult, Report
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.history import MAX_RUNS, Record, added, compare, lines


def report(**verdicts):
    checks = tuple(
        CheckResult(name, {"en": name}, "he_normal", verdict, 2, bonus=name.startswith("bonus"))
        for name, verdict in verdicts.items()
    )
    ungraded = any(check.verdict is Verdict.UNGRADED for check in checks)
    return Report("", "a.py", "", "initializers", "ungraded" if ungraded else "graded", 2 * len(checks), checks)


def record(*reports):
    kept = Record()
    for one in reports:
        kept = added(kept, one, "2026-01-01T00:00:00+00:00")
    return kept


def said(now, *before, lang="en", **options):
    return lines(compare(now, record(*before)), Feedback(lang), **options)


WRONG, RIGHT = report(one=Verdict.FAILED, two=Verdict.FAILED), report(one=Verdict.PASSED, two=Verdict.FAILED)


def test_a_check_that_passes_now_is_named_with_its_points():
    assert said(RIGHT, WRONG) == ["Since the last run: +2 points, one now passes."]
    assert said(RIGHT, WRONG, lang="zh") == ["与上次相比：+2 分，one 现在通过了。"]


def test_a_check_that_no_longer_passes_is_named_too():
    assert said(WRONG, RIGHT) == ["Since the last run: -2 points, one no longer passes."]


def test_without_a_change_nothing_is_said_unless_it_is_asked_for():
    assert said(WRONG, WRONG) == []
    assert said(WRONG, WRONG, always=True) == ["Since the last run: the same checks pass."]


def test_a_first_run_has_nothing_to_compare_with():
    assert said(WRONG, always=True) == []


def test_a_check_is_compared_with_the_last_run_that_had_it():
    alone = report(two=Verdict.FAILED)

    assert said(RIGHT, WRONG, alone) == ["Since the last run: +2 points, one now passes."]


def test_what_could_not_be_graded_is_no_change():
    assert said(report(one=Verdict.UNGRADED), RIGHT) == []


def test_full_marks_are_the_first_once():
    full = report(one=Verdict.PASSED, bonus=Verdict.FAILED)

    assert said(full) == ["Full marks for the first time. Well done!"]
    assert not compare(full, record(full, *[WRONG] * (MAX_RUNS + 1))).first_full


def test_some_of_the_checks_are_never_full_marks():
    full = report(one=Verdict.PASSED)

    assert not compare(full, Record(), complete=False).first_full
    assert not added(Record(), full, "", complete=False).full


def test_a_record_forgets_the_oldest_runs():
    assert len(record(*[WRONG] * (MAX_RUNS + 5)).runs) == MAX_RUNS


def test_many_names_are_counted():
    names = [f"check_{number}" for number in range(9)]
    before = report(**dict.fromkeys(names, Verdict.FAILED))
    now = report(**dict.fromkeys(names[:-1], Verdict.PASSED), **{names[-1]: Verdict.FAILED})

    assert said(now, before) == [
        "Since the last run: +16 points, check_0, check_1, check_2, check_3 and 4 more now pass."
    ]
