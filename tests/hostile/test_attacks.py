"""Every attack file gets the verdicts that it declares, and nothing that it wanted."""

import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from .attacks_run import attacks, run

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


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize(("attack", "level"), list(cases()))
def test_the_attack_gets_its_verdicts_and_nothing_else(attack, level, pool_of, tmp_path, monkeypatch):
    monkeypatch.setenv("HOSTILE_TOKEN", "environment-canary")
    pool = pool_of(level)
    canary = tmp_path / "canary"
    canary.write_text(CANARY)
    before = descriptors()

    report = run(attack, pool, tmp_path)

    verdicts = {check.name: check.verdict.value for check in report.checks}
    assert verdicts.keys() == attack.expected.keys()
    assert all(verdict in attack.expected[name] for name, verdict in verdicts.items()), verdicts
    leaked = str(asdict(report))
    assert not [secret for secret in SECRETS if secret in leaked]
    assert [path.name for path in tmp_path.iterdir()] == ["canary"]
    assert canary.read_text() == CANARY
    assert descriptors() <= before


def test_no_attack_may_pass_the_hidden_check_of_what_it_attacks():
    attacked = [attack for attack in attacks() if attack.target == "double_value" and attack.expected]
    assert [attack.name for attack in attacked if "PASSED" in attack.expected["double_secret"]] == []


def test_no_attack_may_be_ungraded():
    assert [a.name for a in attacks() if any("UNGRADED" in verdicts for verdicts in a.expected.values())] == []


def test_there_are_more_than_a_hundred_attacks():
    assert len(attacks()) > 100
