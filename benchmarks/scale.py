"""Bulk grading at scale: one command, and the Markdown of docs/performance.md on stdout.

    python benchmarks/scale.py 10000 /tmp/scale-run [--jobs 2] [--sample 60]

Generates a class of N in the (new) folder, grades it without a break, grades it again with two SIGKILLs on the way,
compares both gradebooks, runs the command once more on what is graded already, and measures a sample at every isolation
level and as one pytest process per submission. Use a quiet machine: shares of the cores are those of the whole machine.
Lines about progress go to stderr.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import classroom

from grader.worker.blas import ONE_THREAD

TENTHS = 10
SLOWEST = 12  # checks in the table


def say(text):
    print(text, file=sys.stderr, flush=True)


def machine():
    """What this machine is, in a line."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def ticks():
    """Busy and all ticks of the whole machine, as the kernel counts them."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]))
    return sum(fields) - fields[3] - fields[4], sum(fields)


def run(folder, out, jobs, kills=()):
    """Grade a class, killed on the way; seconds, share of the cores, largest resident memory of the run's process."""
    busy, total = ticks()
    start, peak = time.monotonic(), 0
    for kill in [*kills, None]:
        peak = max(peak, classroom.grade(folder, jobs, out, kill))
    seconds = time.monotonic() - start
    now_busy, now_total = ticks()
    return seconds, (now_busy - busy) / max(now_total - total, 1), peak


def rows(out):
    with sqlite3.connect(out / "gradebook.sqlite") as book:
        return list(book.execute("SELECT graded, seconds, report FROM report ORDER BY graded"))


def over_the_run(found):
    """Mean seconds that a submission takes, in each tenth of the run, by the time that it was kept."""
    size = max(1, len(found) // TENTHS)
    return [statistics.mean(row[1] for row in found[at : at + size]) for at in range(0, size * TENTHS, size)]


def rate_over_the_run(found):
    """Submissions per second in each tenth of the run."""
    moments = [datetime.fromisoformat(row[0]).timestamp() for row in found]
    size = max(1, len(found) // TENTHS)
    spans = [moments[min(at + size, len(moments) - 1)] - moments[at] for at in range(0, size * TENTHS, size)]
    return [size / max(span, 1e-3) for span in spans]


def per_exercise(found):
    seconds = defaultdict(list)
    for _, spent, text in found:
        seconds[json.loads(text)["exercise"]].append(spent)
    return {name: (len(spent), statistics.median(spent), max(spent)) for name, spent in seconds.items()}


def per_check(found):
    seconds = defaultdict(list)
    for _, _, text in found:
        report = json.loads(text)
        for check in report["checks"]:
            seconds[report["exercise"], check["name"]].append(check["seconds"])
    means = {name: statistics.mean(spent) for name, spent in seconds.items()}
    return means, sorted(means.items(), key=lambda pair: -pair[1])[:SLOWEST]


def at_level(level, files):
    """Seconds per submission with one process at one isolation level; None where the machine does not offer it."""
    from grader.bulk.marking import Marker
    from grader.bulk.messages import Settings, Task
    from grader.model.errors import IsolationError
    from grader.worker.client import WorkerPool
    from grader.worker.probe import Level

    try:
        with WorkerPool(only=Level(level)) as pool:
            marker = Marker(Settings(str(classroom.ROOT), level, None, "en"), pool)
            marker.outcome(Task("first", files[0].name, os.fsencode(files[0])))  # loads the material
            start = time.monotonic()
            for file in files:
                marker.outcome(Task("s", file.name, os.fsencode(file)))
            return (time.monotonic() - start) / len(files)
    except IsolationError:
        return None


def by_pytest(files):
    """Seconds per submission of a pytest process each, with the public checks, through the project's plugin."""
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": str(classroom.ROOT)}
    start = time.monotonic()
    for file in files:
        exercise = file.stem.split("_", 1)[1]
        command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider", "--submission"]
        command += [str(file), str(classroom.ROOT / "exercises" / exercise)]
        subprocess.run(command, env=environment, cwd=file.parent, stdout=subprocess.DEVNULL, check=False)
    return (time.monotonic() - start) / len(files)


def cold(file, out):
    """Seconds of the whole command for one submission, start to end."""
    start = time.monotonic()
    one = out / "one"
    one.mkdir(parents=True)
    shutil.copy(file, one)
    classroom.grade(one, 1, out / "book", None)
    return time.monotonic() - start


def table(head, lines):
    print("| " + " | ".join(head) + " |")
    print("| --- " + "| ---: " * (len(head) - 1) + "|")
    for line in lines:
        print("| " + " | ".join(map(str, line)) + " |")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--sample", type=int, default=60, help="submissions per isolation level and for pytest")
    parser.add_argument(
        "--exercises",
        nargs="+",
        default=["initializers", "backprop", "normalization", "activations"],
        help="in turn; one that is named twice comes twice as often",
    )
    given = parser.parse_args()
    students, whole, killed = given.folder / "class", given.folder / "whole", given.folder / "killed"
    classroom.generate(given.count, students, given.exercises)
    files = sorted(students.iterdir())
    sample = files[: given.sample]
    load = os.getloadavg()[0]

    say(f"grading {given.count}")
    seconds, share, peak = run(students, whole, given.jobs)
    say("once more: nothing is to be done")
    again, _, _ = run(students, whole, given.jobs)
    say("with two kills")
    kills = [given.count // 3, 2 * given.count // 3]
    resumed, _, _ = run(students, killed, given.jobs, kills)
    different = classroom.differing(whole, killed)
    found = rows(whole)
    times, rates = over_the_run(found), rate_over_the_run(found)

    arguments = f"{given.count} {given.folder} --jobs {given.jobs} --sample {given.sample}"
    print(f"`python benchmarks/scale.py {arguments}`, {datetime.now().date()}. {machine()}.")
    print(
        f"Load of the machine before the start: {load:.1f}. Exercises: {', '.join(dict.fromkeys(given.exercises))}.\n"
    )
    table(
        ["one class", "value"],
        [
            ("submissions", given.count),
            ("seconds, all checks", f"{seconds:.0f}"),
            ("submissions per second", f"{given.count / seconds:.2f}"),
            ("share of all cores", f"{share:.0%}"),
            ("peak memory of the run's process", f"{peak / 1024:.0f} MB"),
            ("seconds per submission, first tenth / last tenth", f"{times[0]:.3f} / {times[-1]:.3f}"),
            ("submissions per second, slowest / fastest tenth", f"{min(rates):.2f} / {max(rates):.2f}"),
            ("the same command again, nothing to do", f"{again:.1f} s"),
            ("one submission cold, the whole command", f"{cold(files[0], given.folder / 'cold'):.1f} s"),
            (f"killed (SIGKILL) after {kills[0]} and {kills[1]}, resumed: seconds in all", f"{resumed:.0f}"),
            ("reports that differ from the uninterrupted run", different),
        ],
    )
    exercises = per_exercise(found)
    table(
        ["exercise", "submissions", "median seconds", "most"],
        [(name, count, f"{median:.3f}", f"{most:.2f}") for name, (count, median, most) in exercises.items()],
    )
    say("isolation levels and pytest")
    levels = [(f"level {level}", at_level(level, sample)) for level in "ABCD"]
    levels.append(("a pytest process each, public checks only", by_pytest(sample)))
    table(
        [f"one process, {len(sample)} submissions", "seconds each"],
        [(name, "not on this machine" if spent is None else f"{spent:.3f}") for name, spent in levels],
    )
    means, slowest = per_check(found)
    print(f"{len(means)} checks cost {1000 * statistics.mean(means.values()):.1f} ms each on average. The slowest:\n")
    table(["check", "mean ms"], [(f"{exercise}: {name}", f"{1000 * s:.0f}") for (exercise, name), s in slowest])
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
