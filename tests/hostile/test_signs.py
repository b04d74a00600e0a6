"""What attacks leave in their reports is found by the class report; honest work leaves nothing there."""

import pytest

from grader.bulk.stats.signs import signs
from grader.grading.submission import Grading

from .attacks_run import REPOSITORY, attacks, run

LEFT = {
    "close_channel": "channel",
    "frame_garbage": "channel",
    "frame_late": "channel",
    "frame_passed": "channel",
    "import_hidden_checks": "secrets",
    "import_solutions": "secrets",
    "read_passwd": "secrets",
    "exit_in_call": "exit",
    "exit_at_import": "exit",
    "fork": "refused",
    "socket_tcp": "refused",
    "thread": "refused",
}
MISTAKES = ("endless_loop", "memory_array", "recursion", "sys_exit", "wrong_shape", "output_flood", "callback_flood")


def kinds(name, pool, folder):
    (folder / "canary").write_text("not for students")
    (attack,) = (attack for attack in attacks() if attack.name == name)
    return {sign.kind for sign in signs(run(attack, pool, folder))}


@pytest.mark.parametrize("name", LEFT)
def test_an_attempt_is_found_in_its_report(pool_of, tmp_path, name):
    assert kinds(name, pool_of("C"), tmp_path) == {LEFT[name]}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_no_attempt(pool_of, tmp_path, name):
    assert kinds(name, pool_of("C"), tmp_path) == set()


def test_honest_work_shows_no_signs(pool_of, course):
    grading = Grading(course, pool_of("C"), hidden=True, exercise="normalization")
    variants = sorted((REPOSITORY / "solutions" / "normalization" / "honest").iterdir())
    sources = [path for path in variants if path.suffix in (".py", ".ipynb")]
    reports = [report for path in sources for report in grading.grade_path(path)]

    assert len(reports) > 5
    assert [sign for report in reports for sign in signs(report)] == []
