"""Runs tests of this folder as a user without any right, from a run as root.

`python -m tests.hostile.as_nobody [pytest's options]`, as root. Where the interpreter lies in a folder that only root
may enter, such as /root, a mount namespace of the run's own shows that one interpreter to everybody.
"""

import os
import subprocess
import sys
from pathlib import Path

from .attacks_run import HERE, REPOSITORY

NOBODY = "65534"
POWERLESS = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=-all",
    "--bounding-set=-all",
)
# Mounted over the closed folder: an empty one that holds what is needed, at the path where it always was.
SHOW = """
set -e
hold=$(mktemp -d)
mount --bind "$2" "$hold"
mount -t tmpfs -o mode=755 none "$1"
mkdir -p "$2"
mount --move "$hold" "$2"
rmdir "$hold"
shift 2
exec "$@"
"""


def closed_folder(path: Path) -> Path | None:
    """The first folder above `path` that others may not enter."""
    return next((folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001), None)


def command(arguments: list[str]) -> list[str]:
    """The command line that runs this Python without rights."""
    line = [*POWERLESS, sys.executable, *arguments]
    prefix = Path(os.path.realpath(sys.base_prefix))
    closed = closed_folder(prefix / "bin")
    if closed is None:
        return line
    return ["unshare", "--mount", "--propagation=private", "sh", "-c", SHOW, "sh", str(closed), str(prefix), *line]


def environment() -> dict[str, str]:
    """What the run inherits: a home and a temporary folder that this user may write."""
    kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "LANG") if key in os.environ}
    place = Path(f"/tmp/hostile-as-nobody-{os.getpid()}")  # made by the user itself, in a folder with the sticky bit
    return {**kept, "HOME": str(place), "HYPOTHESIS_STORAGE_DIRECTORY": str(place), "PYTHONDONTWRITEBYTECODE": "1"}


def run(arguments: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
    """Run pytest in this folder with `arguments`, as nobody."""
    line = command(["-m", "pytest", "-p", "no:cacheprovider", str(HERE), *arguments])
    return subprocess.run(line, cwd=REPOSITORY, env=environment(), check=False, text=True, **options)  # type: ignore[call-overload]


def obstacle() -> str:
    """Why root cannot become nobody here; empty when it can."""
    try:
        done = subprocess.run(command(["-c", "import numpy"]), capture_output=True, check=False, text=True)
    except OSError as error:
        return str(error)
    return (done.stderr.strip().splitlines() or ["unknown"])[-1] if done.returncode else ""


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]).returncode)
