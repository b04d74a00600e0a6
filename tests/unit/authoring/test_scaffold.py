"""A new exercise is complete from the first minute."""

import pytest

from grader.authoring.release import release
from grader.authoring.scaffold import scaffold
from grader.authoring.validate import validate
from grader.exercise.course import Course
from grader.model.errors import UsageError


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course.toml").write_text('# ours\ntitle = { en = "T" }\nexercises = [\n  "old",\n]  # in order\n')
    folder = tmp_path / "solutions" / "old"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text('title = { en = "Old" }\n[functions]\n')
    return Course.open(tmp_path)


def test_a_scaffolded_exercise_validates(course, pool):
    scaffold(course, "weight_decay")
    opened = Course.open(course.root)
    release(opened, "weight_decay")

    assert validate(opened, "weight_decay", pool).gaps == []


def test_it_joins_the_course_and_leaves_the_rest_of_the_file_as_it_was(course):
    scaffold(course, "weight_decay")
    text = (course.root / "course.toml").read_text()

    assert Course.open(course.root).config.exercises == ["old", "weight_decay"]
    assert text.startswith("# ours\n")
    assert text.endswith("]  # in order\n")


@pytest.mark.parametrize("name", ["Weight", "weight-decay", "../x", "9lives", ""])
def test_a_name_that_is_no_module_name_is_refused(course, name):
    with pytest.raises(UsageError, match=r"new\.name"):
        scaffold(course, name)


def test_an_exercise_that_exists_is_refused(course):
    with pytest.raises(UsageError, match=r"new\.exists"):
        scaffold(course, "old")


def test_a_course_file_without_a_plain_list_is_refused_before_anything_is_written(course):
    (course.root / "course.toml").write_text('title = { en = "T" }\n"exercises" = []\n')
    with pytest.raises(UsageError, match=r"new\.course_list"):
        scaffold(Course.open(course.root), "weight_decay")

    assert not (course.root / "solutions" / "weight_decay").exists()
