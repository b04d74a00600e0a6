"""Which checks are called suspect, and that chance alone never makes one."""

import random

import pytest

from grader.bulk.stats.suspects import ENOUGH
from grader.model.verdict import Verdict

from .conftest import checked, counted, reported


def kinds(*reports, check="a"):
    return {one.kind for one in counted(*reports).suspects if one.check == check}


def one_each(*results):
    return [reported(f"s{n}", result) for n, result in enumerate(results)]


def test_a_check_that_nearly_nobody_passes_is_suspect():
    results = [checked("a")] + [checked("a", Verdict.FAILED)] * 29

    assert "nearly_all_fail" in kinds(*one_each(*results))


def test_students_who_wrote_nothing_do_not_speak_against_a_check():
    results = [checked("a", Verdict.FAILED, code="function.unwritten")] * 50 + [checked("a")] * 20

    assert kinds(*one_each(*results)) == {"all_pass"}


@pytest.mark.parametrize("verdict", [Verdict.PASSED, Verdict.FAILED, Verdict.TIMEOUT])
def test_a_few_students_never_make_a_check_suspect(verdict):
    assert kinds(*one_each(*[checked("a", verdict, seconds=9.0)] * (ENOUGH - 1))) == set()


def test_one_ungraded_result_is_enough():
    assert kinds(reported("s1", checked("a", Verdict.UNGRADED))) == {"ungraded"}


def test_timeouts_of_a_tenth_of_the_class_are_noticed():
    results = [checked("a", Verdict.TIMEOUT)] * 2 + [checked("a")] * 18

    assert "timeouts" in kinds(*one_each(*results))


def test_a_check_much_slower_than_the_others_is_noticed():
    slow = [checked("a", seconds=2.0), checked("b", seconds=0.01), checked("c", seconds=0.02)]
    reports = [reported(f"s{n}", *slow) for n in range(20)]

    assert "slow" in kinds(*reports)
    assert "slow" not in kinds(*reports, check="b")


def test_a_check_that_the_weak_pass_and_the_strong_fail_is_backwards():
    wrong = Verdict.FAILED
    strong = [reported(f"s{n}", checked("a", wrong), checked("b"), checked("c")) for n in range(20)]
    weak = [reported(f"w{n}", checked("a"), checked("b", wrong), checked("c", wrong)) for n in range(20)]

    assert "backwards" in kinds(*strong, *weak)


def test_checks_that_pass_at_random_are_not_backwards():
    chance = random.Random(7)
    flagged = 0
    for _ in range(40):
        results = [[chance.choice([Verdict.PASSED, Verdict.FAILED]) for _ in "abcdef"] for _ in range(60)]
        reports = [
            reported(f"s{n}", *(checked(name, v) for name, v in zip("abcdef", row, strict=True)))
            for n, row in enumerate(results)
        ]
        flagged += sum(one.kind == "backwards" for one in counted(*reports).suspects)

    assert flagged <= 2  # of 240: beyond three standard deviations
