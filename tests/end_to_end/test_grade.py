"""`grader grade` as an instructor runs it."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.bulk.lock import locked

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("grader")  # unlike `python -m`, it does not look for modules here
HONEST = ROOT / "solutions" / "normalization" / "honest"
QUERY = """
SELECT student, exercise, status, points, submission.sha256, report, graded, report.id
FROM report JOIN submission ON submission.id = report.submission
"""


def fill(folder):
    """Three right answers, a wrong one, one that is no Python and an untouched notebook."""
    folder.mkdir()
    for number, name in enumerate(["loops.py", "notebook.ipynb", "rows.py"]):
        path = HONEST / name
        shutil.copy(path, folder / f"s{number:02}_normalization{path.suffix}")
    wrong = (HONEST / "loops.py").read_text(encoding="utf-8").replace("sqrt", "abs")
    (folder / "s03_normalization.py").write_text(wrong, encoding="utf-8")
    (folder / "s04_normalization.py").write_text("def normalize(:\n")
    shutil.copy(ROOT / "exercises" / "normalization" / "normalization.ipynb", folder / "s05_normalization.ipynb")
    return folder


@pytest.fixture
def classroom(tmp_path):
    return fill(tmp_path / "class")


@pytest.fixture(scope="module")
def finished_run(tmp_path_factory):
    """A run of the class that nothing disturbed: status, stderr and folder."""
    root = tmp_path_factory.mktemp("whole")
    process = begun("grade", fill(root / "class"), "--out", root / "out", stderr=subprocess.PIPE)
    _, said = process.communicate()
    return process.returncode, said.decode(), root / "out"


def kept(out):
    book = sqlite3.connect(out / "gradebook.sqlite")
    book.row_factory = sqlite3.Row
    rows = {row["student"]: row for row in book.execute(QUERY)}
    book.close()
    return rows


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key != "seconds"}
    return [without_times(item) for item in value] if isinstance(value, list) else value


def compared(out):
    """What two runs must agree on."""
    return {student: (*row[1:5], without_times(json.loads(row["report"]))) for student, row in kept(out).items()}


def begun(*arguments, stderr=subprocess.DEVNULL):
    """The command as a process that goes on by itself."""
    environment = os.environ | {"GRADER_COURSE": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=stderr, preexec_fn=_interruptible
    )


def _interruptible():
    """A shell starts background jobs with interrupts ignored, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_until(true, process):
    """Wait for something that a running process does; that it ends first is as good."""
    while not true() and process.poll() is None:
        time.sleep(0.05)


def count(out):
    try:
        return len(kept(out))
    except sqlite3.Error:
        return 0


def children(process):
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.fixture
def graded(finished_run, tmp_path):
    """The folder of a finished run, to be changed."""
    return Path(shutil.copytree(finished_run[-1], tmp_path / "graded"))


def test_a_class_is_graded_with_hidden_checks_and_what_cannot_be_read_is_told(finished_run):
    status, said, out = finished_run
    rows = kept(out)

    assert status == 4
    assert {student: row["status"] for student, row in rows.items()} == {
        **dict.fromkeys(["s00", "s01", "s02", "s03", "s05"], "graded"),
        "s04": "unreadable",
    }
    assert rows["s00"]["points"] > rows["s03"]["points"] > rows["s05"]["points"] == 0
    assert any(check["hidden"] for check in json.loads(rows["s00"]["report"])["checks"])
    assert "s04: normalization UNREADABLE: " in said


def test_what_has_not_changed_is_not_graded_again(graded, grader, classroom):
    out = graded
    before = kept(out)
    (classroom / "s03_normalization.py").write_text((HONEST / "loops.py").read_text(encoding="utf-8"), encoding="utf-8")
    again = grader("grade", classroom, "--out", out, "--json")

    assert json.loads(again.stdout) | {"schema": ""} == {
        "schema": "",
        **{"submissions": 6, "unchanged": 5, "graded": 5, "ungraded": 0, "unreadable": 1},
    }
    changed = {student for student, row in kept(out).items() if row["graded"] != before[student]["graded"]}
    assert changed == {"s03"}


def test_a_changed_check_regrades_only_its_exercise(grader, classroom, tmp_path):
    course = tmp_path / "course"
    for name in ("normalization", "activations"):
        for part in ("exercises", "solutions"):
            shutil.copytree(ROOT / part / name, course / part / name)
    (course / "course.toml").write_text('title = {en = "T"}\nexercises = ["normalization", "activations"]\n')
    shutil.copy(ROOT / "solutions/activations/activations.py", classroom / "s09_activations.py")
    for name in ("s01_normalization.ipynb", "s02_normalization.py", "s03_normalization.py", "s05_normalization.ipynb"):
        (classroom / name).unlink()
    arguments = ("grade", classroom, "--out", tmp_path / "out", "--course", course)
    grader(*arguments)
    before = kept(tmp_path / "out")
    with (course / "solutions/activations/hidden_checks.py").open("a") as file:
        file.write("\n# edited\n")
    grader(*arguments)

    assert {s for s, row in kept(tmp_path / "out").items() if row["graded"] != before[s]["graded"]} == {"s09"}


def test_a_killed_run_goes_on_and_ends_as_an_uninterrupted_one(graded, grader, classroom, tmp_path):
    whole = graded
    out = tmp_path / "killed"
    process = begun("grade", classroom, "--out", out)
    wait_until(lambda: count(out) >= 2, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = kept(out)
    grader("grade", classroom, "--out", out)

    assert compared(out) == compared(whole)
    assert all(kept(out)[student]["graded"] == row["graded"] for student, row in before.items())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_process_of_the_crew_that_dies_costs_no_grade(graded, classroom, tmp_path):
    whole = graded
    out = tmp_path / "hurt"
    process = begun("grade", classroom, "--out", out, "--jobs", "1")
    wait_until(lambda: count(out) >= 1, process)
    for child in children(process.pid):
        os.kill(child, signal.SIGKILL)
    process.wait()

    assert compared(out) == compared(whole)


def test_a_second_run_on_the_same_gradebook_is_refused(graded, grader, classroom):
    with locked(graded):
        second = grader("grade", classroom, "--out", graded)

    assert (second.returncode, second.stdout) == (2, "")
    assert "another run" in second.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_interrupt_exits_with_130_and_leaves_no_process(classroom, tmp_path):
    process = begun("grade", classroom, "--out", tmp_path / "out")
    wait_until(lambda: count(tmp_path / "out") >= 1, process)
    crew = children(process.pid)
    process.send_signal(signal.SIGINT)

    assert process.wait() == 130
    for child in crew:
        gone(child)


def gone(process, patience=30):
    """Return once the process has ended: the system may take a moment to bury it."""
    until = time.monotonic() + patience
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < until, f"process {process} goes on"
        time.sleep(0.05)


def test_shards_together_are_the_class(graded, grader, classroom, tmp_path):
    whole = graded
    parts = [tmp_path / "one", tmp_path / "two"]
    for number, out in enumerate(parts, start=1):
        grader("grade", classroom, "--out", out, "--shard", f"{number}/2")
    exported = [grader("export", *folders, "--to", "csv").stdout for folders in ([whole], parts)]
    students = [[line.split(",")[:5] for line in text.splitlines()] for text in exported]

    assert students[0] == students[1]


@pytest.mark.parametrize(
    "option", [("--shard", "3/2"), ("--shard", "x"), ("--id-pattern", "("), ("--exercise", "none")]
)
def test_a_wrong_option_is_one_sentence_and_status_2(grader, classroom, tmp_path, option):
    finished = grader("grade", classroom, "--out", tmp_path / "out", *option)

    assert finished.returncode == 2
    assert "Traceback" not in finished.stderr


def test_an_export_without_a_gradebook_says_how_to_make_one(grader, tmp_path):
    finished = grader("export", tmp_path, "--to", "csv")

    assert finished.returncode == 2
    assert "grader grade" in finished.stderr


def test_an_adjustment_changes_the_score_and_not_the_points(graded, grader):
    out = graded
    grader("adjust", out, "s05", "normalization", "2.5", "--reason", "a fine drawing")
    row = next(line for line in grader("export", out, "--to", "csv").stdout.splitlines() if line.startswith("s05"))

    assert row.split(",")[3] == "0"
    assert "2.5,a fine drawing,2.5" in row


def test_ungraded_blocks_the_export_until_it_is_allowed(graded, grader):
    out = graded
    book = sqlite3.connect(out / "gradebook.sqlite")
    with book:
        book.execute("UPDATE report SET status = 'ungraded', points = NULL WHERE id = 1")
    book.close()
    refused = grader("export", out, "--to", "csv")

    assert (refused.returncode, refused.stdout) == (3, "")
    assert grader("export", out, "--to", "csv", "--allow-ungraded").returncode == 0


def test_ungraded_is_counted_and_graded_again_only_when_asked(graded, grader, classroom):
    out = graded
    book = sqlite3.connect(out / "gradebook.sqlite")
    with book:
        book.execute("UPDATE report SET status = 'ungraded', points = NULL WHERE status = 'graded' AND points > 0")
    book.close()
    (classroom / "s04_normalization.py").unlink()

    assert grader("grade", classroom, "--out", out).returncode == 3
    assert grader("grade", classroom, "--out", out, "--retry-ungraded").returncode == 0


def test_modules_in_the_working_directory_are_not_imported(classroom, tmp_path):
    for name in ("multiprocessing", "pickle", "struct", "numpy"):
        (classroom / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n")

    finished = subprocess.run(
        [COMMAND, "grade", ".", "--out", tmp_path / "out", "--course", ROOT, "--jobs", "1", "-q"],
        cwd=classroom,
        capture_output=True,
    )

    assert finished.returncode == 4  # the module files answer no exercise
    assert kept(tmp_path / "out")["s00"]["points"] == 38
    assert not (tmp_path / "run").exists()


def test_a_course_that_was_handed_in_is_not_obeyed(tmp_path):
    folder = tmp_path / "eve"
    shutil.copytree(ROOT / "exercises" / "normalization", folder / "exercises" / "normalization")
    (folder / "course.toml").write_text('title = {en = "T"}\nexercises = ["normalization"]\n')
    (folder / "exercises" / "normalization" / "checks.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n")

    finished = subprocess.run(
        [COMMAND, "grade", ".", "--out", tmp_path / "out"],
        cwd=folder,
        capture_output=True,
        text=True,
    )

    assert finished.returncode == 2
    assert "--course" in finished.stderr
    assert not (tmp_path / "run").exists()
