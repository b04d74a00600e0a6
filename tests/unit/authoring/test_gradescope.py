"""The archive for Gradescope: what is in it, and what is not."""

import stat
import tomllib
import zipfile

import msgspec
import pytest

from grader.authoring.bundle import archive
from grader.authoring.gradescope import EXECUTABLE, autograder, requirements
from grader.exercise.course import Course
from grader.model.errors import UsageError


@pytest.fixture(scope="module")
def salted():
    """The repository's course with settings of an instructor's."""
    from pathlib import Path

    found = Course.open(Path(__file__).parents[3])
    points = {"backprop": {"forward_values": 3}, "training": {"accuracy": 9}}
    config = msgspec.structs.replace(found.config, salt='a "quote"\n和 😀', hidden="nothing", points=points)
    return Course(found.root, config)


@pytest.fixture(scope="module")
def files(salted):
    return autograder(salted, ["backprop"], lang="zh")


def test_it_has_the_chosen_exercise_with_its_hidden_checks_and_no_other(files):
    material = {name.split("/")[2] for name in files if name.startswith(("course/exercises", "course/solutions"))}

    assert material == {"backprop"}
    assert "course/solutions/backprop/hidden_checks.py" in files
    assert not [name for name in files if name.startswith("course/") and ("mutants.py" in name or "/honest/" in name)]


def test_its_course_has_the_instructors_settings(files, salted):
    found = tomllib.loads(files["course/course.toml"].decode())

    assert found["salt"] == salted.config.salt
    assert (found["exercises"], found["hidden"]) == (["backprop"], "nothing")
    assert found["points"] == {"backprop": {"forward_values": 3}}


def test_it_carries_this_very_grader_without_a_course(files):
    assert "lib/grader/cli/ci.py" in files
    assert "lib/grader/report/messages/zh.toml" in files
    assert not [name for name in files if name.startswith("lib/grader/builtin") or "__pycache__" in name]


def test_with_one_exercise_a_submission_may_be_called_anything(files, salted):
    assert b"--lang zh --exercise backprop\n" in files["run_autograder"]
    assert b"--exercise" not in autograder(salted, ["backprop", "training"], lang="en")["run_autograder"]


def test_its_scripts_are_executable_and_at_the_root(files, tmp_path):
    archive(files, tmp_path / "a.zip", EXECUTABLE)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        modes = {info.filename: info.external_attr >> 16 for info in opened.infolist()}

    assert all(modes[name] & stat.S_IXUSR for name in ("setup.sh", "run_autograder"))
    assert not modes["course/course.toml"] & stat.S_IXUSR


def test_its_scripts_have_the_line_ends_of_unix(files):
    assert b"\r" not in files["setup.sh"] + files["run_autograder"]


def test_it_needs_what_the_package_needs(files):
    assert files["requirements.txt"].decode().splitlines() == requirements()
    assert any(line.startswith("numpy") for line in requirements())
    assert not any("extra" in line for line in requirements())


def test_wheels_that_are_missing_are_named(salted, tmp_path):
    (tmp_path / "numpy-2.4.6-cp312-cp312-manylinux_2_28_x86_64.whl").write_bytes(b"")
    with pytest.raises(UsageError) as caught:
        autograder(salted, ["backprop"], lang="en", wheels=tmp_path)

    assert caught.value.code == "gradescope.wheels"
    assert "click" in caught.value.facts["missing"] and "numpy" not in caught.value.facts["missing"]


def test_wheels_are_packed_as_they_are(salted, tmp_path):
    for line in requirements():
        name = line.split(">")[0]
        (tmp_path / f"{name.title()}-99-py3-none-any.whl").write_bytes(name.encode())
    files = autograder(salted, ["backprop"], lang="en", wheels=tmp_path)

    assert files["wheels/Numpy-99-py3-none-any.whl"] == b"numpy"
