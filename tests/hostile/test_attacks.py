"""Every attack file gets the verdicts that it declares, and nothing that it wanted."""

import sys
from dataclasses import asdict

import pytest

from .attacks_run import attacks, descriptors, run, told

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors in /proc")

SECRETS = ("file-canary", "environment-canary", "hidden-check-canary", "salt-that-no-worker-may-see")
CANARY = "file-canary"
# A worker at level D is a whole python, so by default it meets only some of the attacks.
AT_D = {"always_equal", "base_exception", "callback_exit", "close_channel", "exit_at_import", "frame_passed", "nan"}


def cases():
    for attack in attacks():
        for level in attack.levels:
            slow = level == "D" and attack.name not in AT_D
            yield pytest.param(attack, level, id=f"{attack.name}-{level}", marks=[pytest.mark.slow] if slow else [])


@pytest.mark.parametrize(("attack", "level"), list(cases()))
def test_the_attack_gets_its_verdicts_with_their_reasons_and_nothing_else(
    attack, level, pool_of, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOSTILE_TOKEN", "environment-canary")
    pool = pool_of(level)
    canary = tmp_path / "canary"
    canary.write_text(CANARY)
    before = descriptors()

    report = run(attack, pool, tmp_path)

    outcomes = {check.name: told(check) for check in report.checks}
    assert outcomes.keys() == attack.expected.keys()
    assert {name: one for name, one in outcomes.items() if one not in attack.expected[name]} == {}
    assert (report.problem.code if report.problem else "") == attack.problem
    leaked = str(asdict(report))
    assert not [secret for secret in SECRETS if secret in leaked]
    assert [path.name for path in tmp_path.iterdir()] == ["canary"]
    assert canary.read_text() == CANARY
    assert descriptors() <= before


def test_no_attack_may_pass_the_hidden_check_of_what_it_attacks():
    attacked = [attack for attack in attacks() if attack.target == "double_value" and attack.expected]
    assert [attack.name for attack in attacked if "PASSED" in attack.expected["double_secret"]] == []


def test_no_attack_may_be_ungraded_but_one_that_blames_the_grader():
    assert [a.name for a in attacks() if "UNGRADED" in str(a.expected)] == ["fault_forged"]


def test_there_are_more_than_a_hundred_attacks():
    assert len(attacks()) > 100
