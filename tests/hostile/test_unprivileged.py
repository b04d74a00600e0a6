"""The same attacks as a user without any right: user namespaces, Landlock and seccomp suffice."""

import os
import re
import subprocess
import sys

import pytest

from . import as_nobody

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become nobody")

# One attack of each kind, at every level that the user can have.
REPRESENTATIVE = (
    "always_equal frame_passed callback_flood exit_at_import socket_tcp fork kill_grader read_canary- "
    "proc_parent_environ open_files memory_list write_canary"
)


@pytest.fixture(autouse=True)
def possible():
    reason = as_nobody.obstacle()
    if reason:
        pytest.skip(f"cannot become nobody here: {reason}")


def outcome(*arguments: str) -> str:
    """The last line of a run."""
    done = as_nobody.run(["-q", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout.strip().splitlines()[-1]


def test_representative_attacks_fail_for_a_user_without_rights():
    wanted = " or ".join(REPRESENTATIVE.split())
    last = outcome("-n", "0", "-k", f"test_the_attack_gets_its_verdicts and ({wanted})")
    assert int(re.search(r"(\d+) passed", last)[1]) >= len(REPRESENTATIVE.split())


@pytest.mark.slow
def test_the_whole_suite_holds_for_a_user_without_rights():
    last = outcome("-n", "auto", "-m", "", "--deselect", "tests/hostile/test_soak.py")
    assert int(re.search(r"(\d+) passed", last)[1]) > 1000
