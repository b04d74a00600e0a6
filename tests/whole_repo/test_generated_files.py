"""What students get is what the solutions generate."""

from pathlib import Path

import pytest

from grader.authoring.release import generate, same
from grader.exercise.course import Course

COURSE = Course.open(Path(__file__).parents[2])


@pytest.mark.parametrize("name", COURSE.config.exercises)
def test_the_stubs_are_up_to_date(name):
    assert same(COURSE.root / "exercises" / name, generate(COURSE, name)), f"run `grader release {name}`"


@pytest.mark.parametrize("name", COURSE.config.exercises)
def test_no_hidden_check_and_no_readable_solution_is_in_the_bundle(name):
    folder = COURSE.root / "exercises" / name

    assert {path.name for path in folder.iterdir()} - {"__pycache__", "data"} == {
        *(f"{name}.py", f"{name}.ipynb", "README.md", "checks.py", "exercise.toml", "packed.bin")
    }
    assert b"def " not in (folder / "packed.bin").read_bytes()
