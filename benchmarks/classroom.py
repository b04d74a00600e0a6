"""Generate a class from honest variants and mutants, .py and notebooks mixed; the same class for the same arguments.

    python benchmarks/classroom.py generate 300 /tmp/class [--exercises initializers backprop]
    python benchmarks/classroom.py measure /tmp/class [--jobs 2] [--kill-after 60 120]
    python benchmarks/classroom.py same /tmp/one /tmp/other [--other-grader]

`measure` grades the class into a fresh folder, reports submissions per second and the peak memory of the
grader's own process, and with --kill-after kills the run (SIGKILL) after that many kept submissions and resumes it.
`same` compares two gradebooks apart from times and paths.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.authoring.wrong import mutants_in
from grader.exercise.course import Course

ROOT = Path(__file__).parents[1]


def generate(count: int, target: Path, exercises: list[str]) -> None:
    """Write `count` submissions s0001_... to an empty folder."""
    course = Course.open(ROOT)
    sources = {name: variants(course, name) for name in exercises}
    chance = random.Random(0)
    target.mkdir(parents=True)
    for number in range(count):
        name = exercises[number % len(exercises)]
        suffix, text = chance.choice(sources[name])
        (target / f"s{number:05}_{name}{suffix}").write_text(unlike_others(text, suffix, number), encoding="utf-8")


def variants(course: Course, name: str) -> list[tuple[str, str]]:
    """The solution, honest variants and mutants of an exercise; a third of the mutants as notebooks."""
    exercise = course.exercise(name)
    honest = sorted(path for path in (exercise.folder / "honest").iterdir() if path.suffix in {".py", ".ipynb"})
    found = [(path.suffix, path.read_text(encoding="utf-8")) for path in honest] * 4
    for number, mutant in enumerate(mutants_in(exercise)):
        found.append((".ipynb", notebook(mutant.source)) if number % 3 == 0 else (".py", mutant.source))
    return found


def notebook(source: str) -> str:
    """A notebook whose cells are the blocks of a .py file."""
    blocks = re.split(r"\n\n\n(?=\S)", source)
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": b} for b in blocks]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})


def unlike_others(text: str, suffix: str, number: int) -> str:
    """The submission with a trace of its author, so that no two have the same bytes."""
    if suffix == ".py":
        return f"{text}\n# student {number}\n"
    document = json.loads(text)
    document["metadata"]["student"] = number
    return json.dumps(document)


def measure(folder: Path, jobs: int, kills: list[int], out: Path) -> None:
    """Grade the class and print one JSON line."""
    total = len(list(folder.iterdir()))
    start, peak = time.monotonic(), 0
    for kill in [*kills, None]:
        peak = max(peak, grade(folder, jobs, out, kill))
    seconds = time.monotonic() - start
    print(
        json.dumps(
            {
                "submissions": total,
                "seconds": round(seconds, 1),
                "per_second": round(total / seconds, 2),
                "grader_peak_mb": round(peak / 1024),
                "killed_after": kills,
            }
        )
    )


def grade(folder: Path, jobs: int, out: Path, kill_after: int | None) -> int:
    """Run the command once; return the largest resident memory of its own process in KiB."""
    command = [sys.executable, "-m", "grader", "grade", str(folder), "--out", str(out), "--jobs", str(jobs), "--quiet"]
    environment = os.environ | {"GRADER_COURSE": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        if kill_after is not None and kept(out) >= kill_after:
            process.send_signal(signal.SIGKILL)
        time.sleep(0.2)
    return peak


def resident(process: int) -> int:
    """The peak resident memory of a process in KiB, 0 when it has ended."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def kept(out: Path) -> int:
    """The number of submissions that the gradebook has."""
    try:
        with sqlite3.connect(f"file:{out / 'gradebook.sqlite'}?mode=ro", uri=True) as book:
            return book.execute("SELECT count(*) FROM submission").fetchone()[0]
    except sqlite3.Error:
        return 0


def without_times(value):
    """A report apart from its times."""
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key != "seconds"}
    return [without_times(item) for item in value] if isinstance(value, list) else value


def contents(out: Path, *, grader: bool = True) -> dict:
    """What a gradebook says, apart from times: (student, exercise) -> points, hashes and report."""
    query = (
        "SELECT student, exercise, status, points, max_points, sha256, "
        f"{'exercise_sha256, grader_sha256, ' * grader}report"
        " FROM report JOIN submission ON submission.id = submission"
    )
    with sqlite3.connect(out / "gradebook.sqlite") as book:
        return {row[:2]: (*row[2:-1], without_times(json.loads(row[-1]))) for row in book.execute(query)}


def differing(one: Path, other: Path) -> int:
    """The number of reports that two gradebooks do not agree on."""
    first, second = contents(one), contents(other)
    return sum(first.get(key) != second.get(key) for key in first.keys() | second.keys())


def same(one: Path, other: Path, *, grader: bool = True) -> int:
    """Compare two gradebooks. Args: grader: also by which grader and material they were made."""
    first, second = contents(one, grader=grader), contents(other, grader=grader)
    different = [key for key in first.keys() | second.keys() if first.get(key) != second.get(key)]
    print(f"{len(first)} and {len(second)} reports, {len(different)} different {sorted(different)[:5]}")
    return int(bool(different))


def main() -> int:
    """Run a part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    making = parts.add_parser("generate")
    making.add_argument("count", type=int)
    making.add_argument("target", type=Path)
    making.add_argument("--exercises", nargs="+", default=["initializers", "backprop", "normalization", "activations"])
    measuring = parts.add_parser("measure")
    measuring.add_argument("folder", type=Path)
    measuring.add_argument("--jobs", type=int, default=2)
    measuring.add_argument("--kill-after", type=int, nargs="*", default=[])
    measuring.add_argument("--out", type=Path)
    comparing = parts.add_parser("same")
    comparing.add_argument("one", type=Path)
    comparing.add_argument("other", type=Path)
    comparing.add_argument("--other-grader", action="store_true", help="they may be made by different versions")
    given = parser.parse_args()
    if given.part == "generate":
        generate(given.count, given.target, given.exercises)
    elif given.part == "measure":
        scratch = given.out or Path(tempfile.mkdtemp())
        measure(given.folder, given.jobs, given.kill_after, scratch)
        if given.out is None:
            shutil.rmtree(scratch)
    else:
        return same(given.one, given.other, grader=not given.other_grader)
    return 0


if __name__ == "__main__":
    sys.exit(main())
