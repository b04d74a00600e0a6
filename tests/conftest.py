"""Fixtures that several folders share."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from grader.worker.blas import ONE_THREAD

os.environ.update(ONE_THREAD)  # before numpy: tests run on every core already

from grader.exercise.course import Course
from grader.worker.client import WorkerPool

ROOT = Path(__file__).parents[1]

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def course() -> Course:
    """The repository's own course, with its solutions."""
    return Course.open(ROOT)


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    """Workers at the best isolation level of this machine."""
    with WorkerPool() as workers:
        yield workers


@pytest.fixture
def grader(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command as a user would, in an empty folder, with the repository's course."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GRADER_", "LC_", "LANG"))}
    environment |= {"GRADER_COURSE": str(ROOT), "LC_ALL": "C.UTF-8", "COLUMNS": "200", "GRADER_HISTORY": "0"}

    def run(*arguments: str | Path, cwd: Path = tmp_path, **extra: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grader", *map(str, arguments)]
        return subprocess.run(
            command, cwd=cwd, env=environment | extra, capture_output=True, text=True, encoding="utf-8", timeout=120
        )

    return run
