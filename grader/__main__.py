"""`python -m grader`: the same as the command `grader`."""

import sys
from pathlib import Path

# `-m` puts the working directory first on the path; a student's `numpy.py` there must not become ours. The folder of
# this package stays importable from the end of the path: processes that we start look for it there.
if not sys.flags.safe_path and Path(sys.path[0] or ".").resolve() == Path.cwd():
    del sys.path[0]
    home = str(Path(__file__).resolve().parent.parent)
    if home not in sys.path:
        sys.path.append(home)

from grader.cli.main import main

if __name__ == "__main__":
    main()
