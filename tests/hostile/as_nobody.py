"""Runs tests of this folder as a user without any right, from a run as root.

`python -m tests.hostile.as_nobody [pytest's options]`, as root. Where the interpreter, its environment or
this repository lies in a folder that only root may enter, such as /root, a mount namespace of the run's own shows
these, and nothing else of that folder, to everybody.
"""

import os
import subprocess
import sys
from pathlib import Path
from shlex import quote

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


def closed_folder(path: Path) -> Path | None:
    """The first folder above `path` that others may not enter."""
    return next((folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001), None)


def hidden() -> dict[Path, Path]:
    """What the run needs and others may not reach, with the closed folder above it."""
    needed = {Path(os.path.realpath(place)) for place in (sys.base_prefix, sys.prefix, REPOSITORY)}
    outermost = [path for path in needed if not any(other in path.parents for other in needed)]
    found = {path: closed_folder(path / "x") for path in sorted(outermost)}
    return {path: closed for path, closed in found.items() if closed is not None}


def showing(places: dict[Path, Path]) -> str:
    """A script for a mount namespace: over each closed folder an empty one that holds what is needed, where it was."""
    kept = [f"hold{i}=$(mktemp -d); mount --bind {quote(str(path))} $hold{i}" for i, path in enumerate(places)]
    covered = [f"mount -t tmpfs -o mode=755 none {quote(str(closed))}" for closed in sorted(set(places.values()))]
    shown = [
        f"mkdir -p {path}; mount --move $hold{i} {path}; rmdir $hold{i}"
        for i, path in enumerate(quote(str(path)) for path in places)
    ]
    return "\n".join(["set -e", *kept, *covered, *shown, 'exec "$@"'])


def command(arguments: list[str]) -> list[str]:
    """The command line that runs this Python without rights."""
    line = [*POWERLESS, sys.executable, *arguments]
    places = hidden()
    if not places:
        return line
    return ["unshare", "--mount", "--propagation=private", "sh", "-c", showing(places), "sh", *line]


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
        done = subprocess.run(
            command(["-c", "import hypothesis, msgspec, numpy, pytest"]), capture_output=True, check=False, text=True
        )
    except OSError as error:
        return str(error)
    return (done.stderr.strip().splitlines() or ["unknown"])[-1] if done.returncode else ""


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]).returncode)
