"""The same assignment graded by this package, by plain pytest, by nbgrader and by otter-grader, side by side.

    python benchmarks/peers.py /tmp/peers [--count 20] [--install]

--install makes an environment for nbgrader and one for otter-grader below the folder (a few hundred MB); without it,
those that are not there are left out. The assignment is `normalization`, handed in as notebooks. The others run CHECKS,
a few assertions, in the student's own process; this package runs all of its checks, in its sandbox. Each is called in
the way that is fastest for a class: nbgrader once for all, otter's `grade_notebook` in one process, pytest once for
each submission, `grader grade` once with one process at a time, and once with one for every core, as it does by itself;
the others have no such option (otter-grader's containers aside). Prints Markdown.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import classroom

from grader.worker.blas import ONE_THREAD

PACKAGES = {"nbgrader": ["nbgrader", "numpy"], "otter": ["otter-grader", "ipykernel", "numpy"]}
CHECKS = [  # what an instructor would write by hand
    "mu, sigma = fit_normalizer(np.array([[1.0, 2.0, 3.0]])); assert mu.shape == (1, 1) and sigma.shape == (1, 1)",
    "mu, sigma = fit_normalizer(np.array([[1.0, 3.0]])); assert np.allclose(mu, 2) and np.allclose(sigma, 1)",
    "mu, sigma = fit_normalizer(np.ones((2, 5))); assert np.allclose(sigma, 1)",
    "X = np.random.default_rng(0).normal(3, 2, (4, 50)); assert normalize(X, *fit_normalizer(X)).shape == X.shape",
    "X = np.random.default_rng(1).normal(3, 2, (4, 50)); Z = normalize(X, *fit_normalizer(X)); "
    "assert np.allclose(Z.mean(axis=1), 0) and np.allclose(Z.std(axis=1), 1)",
    "X = np.random.default_rng(2).normal(0, 1, (3, 40)); assert condition_number(X) >= 1",
]


def code_cell(source, metadata=None):
    metadata = metadata or {}
    return {"cell_type": "code", "metadata": metadata, "outputs": [], "execution_count": None, "source": source}


def notebook(cells):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": kernel, "cells": cells})


def sources(count):
    """What the students wrote: honest variants and mutants that are plain .py files, in turn."""
    from grader.exercise.course import Course

    found = [
        text for suffix, text in classroom.variants(Course.open(classroom.ROOT), "normalization") if suffix == ".py"
    ]
    return [f"{found[number % len(found)]}\n# student {number}\n" for number in range(count)]


def nbgrader_cells(source):
    answer = {"grade": False, "grade_id": "answer", "locked": False, "solution": True, "task": False}
    cells = [code_cell("import numpy as np"), code_cell(source, {"nbgrader": {**answer, "schema_version": 3}})]
    for number, check in enumerate(CHECKS):
        test = {
            "grade": True,
            "grade_id": f"test{number}",
            "locked": True,
            "solution": False,
            "task": False,
            "points": 1,
        }
        cells.append(code_cell(check, {"nbgrader": {**test, "schema_version": 3}}))
    return cells


def by_nbgrader(python, folder, texts):
    (folder / "source" / "ps1").mkdir(parents=True)
    (folder / "source" / "ps1" / "normalization.ipynb").write_text(notebook(nbgrader_cells(texts[0])))
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'course'\n")
    for number, text in enumerate(texts):
        target = folder / "submitted" / f"s{number:04}" / "ps1"
        target.mkdir(parents=True)
        (target / "normalization.ipynb").write_text(notebook(nbgrader_cells(text)))
    command = [python, "-m", "nbgrader"]
    # it calls alembic by name
    environment = os.environ | {"PATH": f"{Path(python).parent}{os.pathsep}{os.environ['PATH']}"}
    checked([*command, "generate_assignment", "ps1", "--force"], folder, environment)
    start = time.monotonic()
    checked([*command, "autograde", "ps1"], folder, environment)
    seconds = time.monotonic() - start
    graded = (
        len(list((folder / "autograded").glob("*/ps1/normalization.ipynb"))) if (folder / "autograded").exists() else 0
    )
    return seconds, graded


OTTER = """
import sys
from pathlib import Path
from otter.execute import grade_notebook
graded = 0
for path in sorted(Path(sys.argv[1]).glob("*.ipynb")):
    try:
        tests = sorted(map(str, Path(sys.argv[2]).glob("*.py")))
        grade_notebook(str(path), tests_glob=tests, test_dir=sys.argv[2], cwd=str(path.parent))
        graded += 1
    except Exception as error:
        print(path.name, error, file=sys.stderr)
print(graded)
"""


def by_otter(python, folder, texts):
    (folder / "tests").mkdir(parents=True)
    (folder / "students").mkdir()
    for number, check in enumerate(CHECKS):
        code = "".join(f">>> {line.strip()}\n" for line in ["import numpy as np", *check.split("; ")])
        case = {"code": code, "hidden": False, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": f"q{number}", "points": 1, "suites": [suite]}
        (folder / "tests" / f"q{number}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    for number, text in enumerate(texts):
        path = folder / "students" / f"s{number:04}.ipynb"
        path.write_text(notebook([code_cell("import numpy as np"), code_cell(text)]))
    start = time.monotonic()
    command = [python, "-c", OTTER, folder / "students", folder / "tests"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    if done.stderr:
        print(done.stderr[-500:], file=sys.stderr)
    return seconds, int(done.stdout.split()[-1]) if done.stdout.split() else 0


def by_pytest(python, folder, texts):
    folder.mkdir(parents=True)
    tests = [f"def test_{number}():\n    {check}\n" for number, check in enumerate(CHECKS)]
    start = time.monotonic()
    for number, text in enumerate(texts):
        one = folder / f"s{number:04}"
        one.mkdir()
        (one / "normalization.py").write_text(text)
        (one / "test_it.py").write_text("import numpy as np\nfrom normalization import *\n\n" + "\n".join(tests))
        command = [
            python,
            "-m",
            "pytest",
            "-q",
            "-c",
            os.devnull,
            "-p",
            "no:cacheprovider",
            "-p",
            "no:grader",
            "test_it.py",
        ]
        subprocess.run(command, cwd=one, env=os.environ | ONE_THREAD, capture_output=True, check=False)
    return time.monotonic() - start, len(texts)


def by_us(python, folder, texts, jobs=1):
    (folder / "class").mkdir(parents=True)
    for number, text in enumerate(texts):
        path = folder / "class" / f"s{number:04}_normalization.ipynb"
        path.write_text(notebook([code_cell("import numpy as np"), code_cell(text)]))
    start = time.monotonic()
    classroom.grade(folder / "class", jobs, folder / "out", None)
    return time.monotonic() - start, classroom.kept(folder / "out")


def checked(command, folder, environment):
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-800:], file=sys.stderr)


def installed(folder, name, *, install):
    """The interpreter of a peer's own environment; None if there is none."""
    python = folder / "environments" / name / "bin" / "python"
    if install and not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES[name]], check=True)
    return python if python.exists() else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--install", action="store_true")
    given = parser.parse_args()
    folder = given.folder.resolve()
    ways = {
        "this package, all checks, sandboxed": (by_us, sys.executable),
        f"the same on {os.cpu_count()} cores": (partial(by_us, jobs=os.cpu_count()), sys.executable),
        "pytest, a process each": (by_pytest, sys.executable),
    }
    for name, way in (("nbgrader", by_nbgrader), ("otter", by_otter)):
        python = installed(folder, name, install=given.install)
        if python is not None:
            ways[name] = (way, str(python))
    texts = sources(given.count)
    shutil.rmtree(folder / "runs", ignore_errors=True)
    print(f"`python benchmarks/peers.py {given.folder} --count {given.count}`, load before {os.getloadavg()[0]:.1f}\n")
    print("| one process at a time | submissions graded | seconds | per second | times the first |")
    print("| --- | ---: | ---: | ---: | ---: |")
    first = 0.0
    for number, (name, (way, python)) in enumerate(ways.items()):
        seconds, graded = way(python, folder / "runs" / str(number), texts)
        first = first or seconds
        print(f"| {name} | {graded} | {seconds:.1f} | {graded / seconds:.2f} | {seconds / first:.2f} |", flush=True)


if __name__ == "__main__":
    main()
