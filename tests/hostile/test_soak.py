"""Hostile and honest submissions in one batch: the honest get their marks, and nothing is left behind or grows."""

import itertools
import json
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.exercise.course import Course
from grader.grading.submission import Grading

from .attacks_run import COURSE, REPOSITORY, aimed, attacks
from .submissions_run import HONEST, hostile_submissions

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

VARIANTS = {
    "plain.py": HONEST,
    "numpy.py": "import numpy as np\n\ndef double(x):\n    return np.add(x, x)\n\n"
    "def total(x):\n    return np.sum(x)\n\ndef apply(f, x):\n    return f(x)\n",
    "loops.py": "def double(x):\n    y = x.copy()\n    for i in range(len(y.flat)):\n        y.flat[i] += x.flat[i]\n"
    "    return y\n\ndef total(x):\n    s = 0.0\n    for v in x.flat:\n        s += float(v)\n    return s\n\n"
    "def apply(f, x):\n    print('applied')\n    return f(x)\n",
    "wrong.py": HONEST.replace("2.0 * x", "3.0 * x"),
    "half.py": HONEST.partition("def apply")[0],
    "book.ipynb": json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {},
            "cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": HONEST}],
        }
    ),
}
# What waits for a deadline is slow; the short form of the test has but a few of these.
QUICK = 40
NOT_IN_A_BATCH = {"file_huge"}  # ten gigabytes, though of nothing: backup tools and quotas may count them
GROWTH = 24 << 20  # bytes that a process of the grader may gain after its first quarter


def fill(folder: Path, count: int, canary: Path) -> dict[str, str]:
    """`count` students, every other one honest: student -> variant of the honest."""
    folder.mkdir()
    honest = {}
    hostile = itertools.cycle([a for a in attacks() if "C" in a.levels and "A" in a.levels])
    packed = itertools.cycle([s for s in hostile_submissions() if s.name not in NOT_IN_A_BATCH])
    variants = itertools.cycle(VARIANTS.items())
    for number in range(count):
        student = f"s{number:03}"
        if number % 2 == 0:
            name, text = next(variants)
            honest[student] = name
            unique = text if name.endswith("ipynb") else f"{text}# {student}\n"
            (folder / f"{student}_guarded{Path(name).suffix}").write_text(unique)
        elif number % 4 == 1:
            (folder / f"{student}_guarded.py").write_text(f"{aimed(next(hostile), canary.parent)}\n# {student}\n")
        else:
            place = folder.parent / f"made-{student}"
            place.mkdir()
            built = next(packed).build(place, HONEST)
            built.rename(folder / f"{student}_guarded{built.suffix}")
    return honest


@dataclass
class Watch:
    """What is seen of a process and its descendants while it runs."""

    root: int
    rss: dict[int, list[int]] = field(default_factory=dict)  # of the grader's own processes
    files: dict[int, list[int]] = field(default_factory=dict)
    born: dict[int, str] = field(default_factory=dict)  # every descendant -> when it started

    def look(self) -> None:
        """Look once."""
        pending = [self.root]
        while pending:
            pid = pending.pop()
            try:
                self._note(pid)
                for task in Path(f"/proc/{pid}/task").iterdir():
                    pending += map(int, (task / "children").read_text().split())
            except (OSError, IndexError):  # it has just ended
                continue

    def _note(self, pid: int) -> None:
        self.born[pid] = started(pid)
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"zygote" in line or b"bwrap" in line:
            return
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        self.rss.setdefault(pid, []).append(pages * os.sysconf("SC_PAGE_SIZE"))
        self.files.setdefault(pid, []).append(len(list(Path(f"/proc/{pid}/fd").iterdir())))

    def survivors(self) -> list[int]:
        """Descendants that still run."""
        return [pid for pid, born in self.born.items() if alive(pid) and started(pid) == born]


def started(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def graded(folder: Path, out: Path, temporary: Path) -> Watch:
    """`grader grade`, watched."""
    temporary.mkdir()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8"}
    environment |= {"TMPDIR": str(temporary), "HOSTILE_TOKEN": "environment-canary"}
    line = [sys.executable, "-P", "-m", "grader", "grade", str(folder), "--out", str(out), "--course", str(COURSE)]
    with subprocess.Popen([*line, "--jobs", "2", "-q"], env=environment, stdout=subprocess.DEVNULL) as process:
        watch = Watch(process.pid)
        while process.poll() is None:
            watch.look()
            time.sleep(0.1)
    assert process.returncode == 4  # some cannot be read, and nothing worse
    return watch


def kept(out: Path) -> dict[str, list[tuple[str, str, str]]]:
    """What the gradebook holds of each student: check, verdict, code."""
    book = sqlite3.connect(out / "gradebook.sqlite")
    rows = book.execute("SELECT student, report FROM report JOIN submission ON submission.id = report.submission")
    found = {student: outcomes(json.loads(report)) for student, report in rows}
    book.close()
    return found


def outcomes(report: dict) -> list[tuple[str, str, str]]:
    return [(check["name"], check["verdict"], check["code"]) for check in report["checks"]]


def soak(tmp_path: Path, count: int, pool) -> Watch:
    canary = tmp_path / "outside" / "canary"
    canary.parent.mkdir()
    canary.write_text("file-canary")
    honest = fill(tmp_path / "class", count, canary)
    watch = graded(tmp_path / "class", tmp_path / "out", tmp_path / "temporary")

    found = kept(tmp_path / "out")
    assert len(found) == count
    alone = {}
    for name, text in VARIANTS.items():
        path = tmp_path / f"guarded{Path(name).suffix}"
        path.write_text(text)
        (report,) = Grading(Course.open(COURSE), pool, hidden=True).grade_path(path)
        alone[name] = [(check.name, str(check.verdict), check.code) for check in report.checks]
    assert {student: found[student] for student in honest} == {s: alone[name] for s, name in honest.items()}
    assert watch.survivors() == []
    assert list((tmp_path / "temporary").iterdir()) == []
    assert [path.name for path in canary.parent.iterdir()] == ["canary"]
    assert canary.read_text() == "file-canary"
    return watch


def test_a_batch_with_hostile_submissions_leaves_honest_grades_alone(tmp_path, pool_of):
    soak(tmp_path, QUICK, pool_of("C"))


@pytest.mark.slow
def test_a_long_batch_with_hostile_submissions_grows_in_nothing(tmp_path, pool_of):
    watch = soak(tmp_path, 500, pool_of("C"))
    report = {}
    for pid, sizes in watch.rss.items():
        if len(sizes) < 40:
            continue  # a process of a moment
        quarter = len(sizes) // 4
        files = watch.files[pid]
        report[pid] = max(sizes[quarter : 2 * quarter]) >> 20, max(sizes[-quarter:]) >> 20, max(sizes) >> 20
        assert max(sizes[-quarter:]) - max(sizes[quarter : 2 * quarter]) < GROWTH, report
        assert max(files[-quarter:]) <= max(files[quarter : 2 * quarter]), files
    assert len(report) >= 2
    print(f"megabytes in the second quarter, the last, and at most: {report}")
