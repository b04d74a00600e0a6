"""What can be wrong with what `grader grade` is given, or with where it writes: one clear line, and nothing is lost."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RIGHT = ROOT / "solutions" / "normalization" / "honest" / "loops.py"


@pytest.fixture
def classroom(tmp_path):
    """Three right answers."""
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(3):
        shutil.copy(RIGHT, folder / f"s{number:02}_normalization.py")
    return folder


def reports(out):
    with sqlite3.connect(out / "gradebook.sqlite") as book:
        return dict(book.execute("SELECT student, status FROM report JOIN submission ON submission.id = submission"))


def said(run):
    assert "Traceback" not in run.stderr
    return run.stderr.splitlines()


def test_what_cannot_be_read_is_reported_and_the_others_are_graded(grader, classroom, tmp_path):
    zipfile.ZipFile(classroom / "s10.zip", "w").close()
    (classroom / "s11.py").write_text("x = 1\n")
    (classroom / "s12_normalization.ipynb").write_bytes(b"\xff\xfe{")
    (classroom / "s13").mkdir()

    run = grader("grade", classroom, "--out", tmp_path / "out", "--lang", "en")

    told = "\n".join(said(run))
    assert run.returncode == 4
    assert "s10.zip holds no .py file and no notebook" in told
    assert "s11.py answers no exercise of this course" in told
    assert reports(tmp_path / "out") == {
        **dict.fromkeys(["s00", "s01", "s02"], "graded"),
        **dict.fromkeys(["s10", "s11", "s12", "s13"], "unreadable"),
    }


def test_two_submissions_of_one_student_are_refused_before_anything_is_graded(grader, classroom, tmp_path):
    shutil.copy(RIGHT, classroom / "s00-normalization (1).py")

    run = grader("grade", classroom, "--out", tmp_path / "out", "--lang", "en")

    assert run.returncode == 2
    assert said(run)[0].startswith("grader: two submissions belong to the student s00: ")
    assert reports(tmp_path / "out") == {}


def test_an_unknown_exercise_is_refused_with_the_known_ones(grader, classroom, tmp_path):
    run = grader("grade", classroom, "--out", tmp_path / "out", "--exercise", "nope", "--lang", "en")

    assert run.returncode == 2
    assert "no exercise 'nope'; it has activations, " in said(run)[0]
    assert not (tmp_path / "out").exists()


def test_a_gradebook_of_a_newer_version_is_left_as_it_is(grader, classroom, tmp_path):
    (tmp_path / "out").mkdir()
    with sqlite3.connect(tmp_path / "out" / "gradebook.sqlite") as book:
        book.execute("CREATE TABLE submission (id INTEGER PRIMARY KEY)")
        book.execute(f"PRAGMA application_id = {0x626B636B}")
        book.execute("PRAGMA user_version = 9")

    run = grader("grade", classroom, "--out", tmp_path / "out", "--lang", "en")

    assert run.returncode == 3
    assert "was written by a newer version of the grader (schema 9, known up to 1)" in said(run)[0]


@pytest.mark.skipif(sys.platform != "linux", reason="file sizes are limited as on Linux")
def test_a_full_disk_is_told_and_the_run_goes_on_once_there_is_room(grader, classroom, tmp_path):
    environment = os.environ | {"GRADER_COURSE": str(ROOT), "GRADER_LANG": "en", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "grader", "grade", str(classroom), "--out", str(tmp_path / "out"), "--jobs", "1"]
    full = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        # room for the tables, not for all reports
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (75_000, 75_000)),
    )
    kept = reports(tmp_path / "out")
    roomy = grader("grade", classroom, "--out", tmp_path / "out")

    assert full.returncode == 3, full.stderr
    assert "the gradebook" in said(full)[-2] and "grade again to go on" in said(full)[-1]
    assert len(kept) < 3
    assert roomy.returncode == 0
    assert reports(tmp_path / "out") == dict.fromkeys(["s00", "s01", "s02"], "graded")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder that nobody can write to")
def test_an_output_that_cannot_be_written_is_told(grader, classroom):
    run = grader("grade", classroom, "--out", "/proc/grades", "--lang", "en")

    assert run.returncode == 3
    assert said(run)[0].startswith("grader: the gradebook /proc/grades cannot be used: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_became_read_only_is_told(grader, classroom, tmp_path):
    assert grader("grade", classroom, "--out", tmp_path / "out").returncode == 0
    (tmp_path / "out").chmod(0o555)

    run = grader("grade", classroom, "--out", tmp_path / "out", "--lang", "en")

    (tmp_path / "out").chmod(0o755)
    assert run.returncode in {2, 3}
    assert len(said(run)) <= 2
