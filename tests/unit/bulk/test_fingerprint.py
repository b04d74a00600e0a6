"""What makes a kept report stale."""

import os
import shutil
from pathlib import Path

import pytest

from grader.bulk import fingerprint
from grader.exercise.course import Course

ROOT = Path(__file__).parents[3]
EXERCISES = ("backprop", "normalization")


@pytest.fixture
def own(tmp_path):
    """A course with one exercise that can be edited."""
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part / "normalization", tmp_path / part / "normalization")
    (tmp_path / "course.toml").write_text('title = {en = "T"}\nexercises = ["normalization"]\n')
    return tmp_path


def of_exercise(root):
    return fingerprint.of_exercise(Course.open(root), "normalization")


@pytest.mark.parametrize("file", ["checks.py", "hidden_checks.py", "normalization.py", "exercise.toml"])
def test_what_grades_are_made_from_counts(own, file):
    before = of_exercise(own)
    with (own / "solutions" / "normalization" / file).open("a") as stream:
        stream.write("\n# edited\n")

    assert of_exercise(own) != before


@pytest.mark.parametrize("file", ["mutants.py", "honest/loops.py", "__pycache__/checks.pyc"])
def test_what_no_grade_depends_on_does_not(own, file):
    before = of_exercise(own)
    path = own / "solutions" / "normalization" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as stream:
        stream.write("\n# edited\n")

    assert of_exercise(own) == before


@pytest.mark.parametrize("line", ['salt = "x"', "points = {normalization = {fit_shape = 9}}"])
def test_salt_and_points_count(own, line):
    before = of_exercise(own)
    with (own / "course.toml").open("a") as stream:
        stream.write(line)

    assert of_exercise(own) != before


def test_the_same_bytes_for_another_exercise_are_another_submission(tmp_path):
    for name in ("s01_backprop.py", "s01_normalization.py", "s01_normalization (1).py"):
        (tmp_path / name).write_text("x = 1")
    hashes = [fingerprint.of_submission(path, EXERCISES) for path in sorted(tmp_path.iterdir())]

    assert hashes[0] != hashes[1] == hashes[2]


def test_a_renamed_file_in_a_folder_counts(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")
    before = fingerprint.of_submission(tmp_path, EXERCISES)
    (tmp_path / "a.py").rename(tmp_path / "b.py")

    assert fingerprint.of_submission(tmp_path, EXERCISES) != before


def test_what_lies_hidden_in_a_folder_does_not_count(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")
    before = fingerprint.of_submission(tmp_path, EXERCISES)
    (tmp_path / ".DS_Store").write_text("junk")

    assert fingerprint.of_submission(tmp_path, EXERCISES) == before


def test_a_file_of_a_terabyte_that_nobody_reads_is_not_read(tmp_path):
    (tmp_path / "x.py").write_text("x = 1\n")
    (tmp_path / "film.mp4").touch()
    os.truncate(tmp_path / "film.mp4", 1 << 40)

    assert fingerprint.of_submission(tmp_path, ())
