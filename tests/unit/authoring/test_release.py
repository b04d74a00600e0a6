"""Release writes what students get, and never over what a student wrote."""

import pytest

from grader.authoring.release import generate, release
from grader.authoring.scaffold import scaffold
from grader.exercise.course import Course
from grader.exercise.secret import FILE_NAME
from grader.model.errors import UsageError


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course.toml").write_text('title = { en = "One" }\nexercises = []\n')
    scaffold(Course.open(tmp_path), "signal")
    return Course.open(tmp_path)


def test_the_first_release_writes_every_file(course):
    assert {path.name for path in release(course, "signal")} == {*generate(course, "signal"), FILE_NAME}


def test_a_second_release_changes_nothing(course):
    release(course, "signal")

    assert release(course, "signal") == []


def test_a_filled_in_stub_is_not_overwritten(course):
    release(course, "signal")
    stub = course.root / "exercises" / "signal" / "signal.py"
    stub.write_text("# my answer\n")
    with pytest.raises(UsageError) as caught:
        release(course, "signal")

    assert (caught.value.code, stub.read_text()) == ("release.edited", "# my answer\n")


def test_a_stub_that_nobody_touched_follows_the_solution(course):
    release(course, "signal")
    master = course.root / "solutions" / "signal" / "signal.py"
    master.write_text(master.read_text(encoding="utf-8") + "\n# %% [markdown]\n# The end.\n", encoding="utf-8")

    assert "signal.py" in {path.name for path in release(Course.open(course.root), "signal")}


def test_a_library_of_mistakes_is_built_again_when_a_mutant_changes(course):
    release(course, "signal")
    before = Course.open(course.root).exercise("signal").library
    mutants = course.root / "solutions" / "signal" / "mutants.py"
    mutants.write_text(
        mutants.read_text(encoding="utf-8").replace("mean_square.sum", "mean_square.total"), encoding="utf-8"
    )
    release(Course.open(course.root), "signal")

    assert b"mean_square.sum" in before
    assert b"mean_square.total" in Course.open(course.root).exercise("signal").library
