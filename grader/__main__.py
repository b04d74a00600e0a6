"""`python -m grader`: the same as the command `grader`."""

import sys
from pathlib import Path

# `-m` puts the working directory first on the path; a student's `numpy.py` there must not become ours.
sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != Path.cwd()]

from grader.cli.main import main  # noqa: E402 - after the path is clean

if __name__ == "__main__":
    main()
