"""The package also loads where there is no fcntl, no resource and no fork."""

import subprocess
import sys

ABSENT = """
import os, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
for name in ("fork", "pidfd_open", "wait4", "killpg"):
    if hasattr(os, name):
        delattr(os, name)
import grader.cli.main, grader.cli.check, grader.grading.submission, grader.plugin, grader.worker.remote
import grader.worker.client, grader.worker.plain, grader.worker.child, grader.worker.probe
"""


def test_the_package_loads_without_what_only_unix_has():
    done = subprocess.run([sys.executable, "-c", ABSENT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
