"""Release writes what students get, and never over what a student wrote."""

import shutil
from pathlib import Path

import pytest

from grader.authoring.release import generate, release
from grader.exercise.course import Course
from grader.model.errors import UsageError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def course(tmp_path):
    shutil.copytree(ROOT / "solutions" / "backprop", tmp_path / "solutions" / "backprop")
    (tmp_path / "course.toml").write_text('title = { en = "One" }\nexercises = ["backprop"]\n')
    return Course.open(tmp_path)


def test_the_first_release_writes_every_file(course):
    assert {path.name for path in release(course, "backprop")} == set(generate(course, "backprop"))


def test_a_second_release_changes_nothing(course):
    release(course, "backprop")

    assert release(course, "backprop") == []


def test_a_filled_in_stub_is_not_overwritten(course):
    release(course, "backprop")
    stub = course.root / "exercises" / "backprop" / "backprop.py"
    stub.write_text("# my answer\n")
    with pytest.raises(UsageError) as caught:
        release(course, "backprop")

    assert (caught.value.code, stub.read_text()) == ("release.edited", "# my answer\n")


def test_a_stub_that_nobody_touched_follows_the_solution(course):
    release(course, "backprop")
    master = course.root / "solutions" / "backprop" / "backprop.py"
    master.write_text(master.read_text(encoding="utf-8") + "\n# %% [markdown]\n# The end.\n", encoding="utf-8")

    assert "backprop.py" in {path.name for path in release(Course.open(course.root), "backprop")}
