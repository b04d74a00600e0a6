"""The student bundle: complete, without secrets, and careful with what a student wrote."""

import json
import shutil
import tomllib
import zipfile
from itertools import pairwise

import pytest

from grader.authoring.bundle import archive, bundle, lay_out
from grader.authoring.release import release
from grader.authoring.scaffold import scaffold
from grader.exercise.course import Course
from grader.model.errors import CourseError


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    root.mkdir()
    config = 'title = { en = "One \\"course\\"", zh = "课程" }\nexercises = []\nsalt = "secret"\n'
    (root / "course.toml").write_text(config + "[points.signal]\nmean_square_pure = 5\n", encoding="utf-8")
    scaffold(Course.open(root), "signal")
    (root / "solutions" / "signal" / "data").mkdir()
    (root / "solutions" / "signal" / "data" / "numbers.csv").write_text("1,2\n")
    opened = Course.open(root)
    release(opened, "signal")
    return opened


def test_the_bundle_holds_the_students_side_of_every_exercise(course):
    inside = {f"exercises/signal/{name}" for name in ("signal.py", "signal.ipynb", "checks.py", "packed.bin")}

    assert inside | {"course.toml", "README.md", "requirements.txt"} <= set(bundle(course))


def test_data_travels_with_its_exercise(course):
    assert bundle(course)["exercises/signal/data/numbers.csv"] == b"1,2\n"


def test_hidden_checks_and_the_solution_stay_at_home(course):
    names = " ".join(bundle(course))

    assert "hidden" not in names
    assert "solutions" not in names
    assert "mutants" not in names


def test_the_salt_stays_at_home_and_the_rest_of_the_configuration_travels(course):
    config = tomllib.loads(bundle(course)["course.toml"].decode())

    assert config == {
        "title": {"en": 'One "course"', "zh": "课程"},
        "exercises": ["signal"],
        "hidden": "verdict",
        "points": {"signal": {"mean_square_pure": 5}},
    }


def test_an_exercise_that_was_never_released_is_an_error(course):
    shutil.rmtree(course.root / "exercises")
    with pytest.raises(CourseError, match="not_released"):
        bundle(course)


def test_equal_courses_give_equal_archives(course, tmp_path):
    archive(bundle(course), tmp_path / "a.zip")
    archive(bundle(course), tmp_path / "b.zip")

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None


def test_a_filled_in_stub_is_kept_when_the_course_is_laid_out_again(course, tmp_path):
    target = tmp_path / "mine"
    lay_out(course, target)
    stub = target / "exercises" / "signal" / "signal.py"
    stub.write_text("# my answer\n")
    (target / "exercises" / "signal" / "checks.py").write_text("# broken\n")
    written, kept = lay_out(course, target)

    assert (stub.read_text(), kept) == ("# my answer\n", [stub])
    assert written == [target / "exercises" / "signal" / "checks.py"]


def test_the_notebook_has_a_check_cell_after_each_function(course):
    cells = json.loads(bundle(course)["exercises/signal/signal.ipynb"])["cells"]
    followers = {
        cell["metadata"]["grader"]["function"]: "".join(after["source"])
        for cell, after in pairwise(cells)
        if cell["metadata"].get("tags")
    }

    assert set(followers) == course.functions["signal"]
    assert all(source == f'grader.check("{function}")' for function, source in followers.items())
