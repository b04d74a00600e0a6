"""Courses are found, read, and refused with a sentence."""

import copy
import pickle
import shutil
from pathlib import Path

import pytest

from grader.exercise import pack
from grader.exercise.course import Course, builtin_root, find_course
from grader.model.errors import CourseError, UsageError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def bundle(tmp_path):
    """What a student has: course.toml and the generated exercises, no solutions."""
    shutil.copy(ROOT / "course.toml", tmp_path)
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    return tmp_path


def test_a_course_is_found_upward(bundle, monkeypatch):
    monkeypatch.delenv("GRADER_COURSE", raising=False)

    assert find_course(bundle / "exercises" / "backprop").root == bundle


def test_without_a_course_the_built_in_one_is_used(tmp_path, monkeypatch):
    monkeypatch.delenv("GRADER_COURSE", raising=False)

    assert find_course(tmp_path).root == builtin_root()


def test_an_explicit_course_beats_the_environment(bundle, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", "/nowhere")

    assert find_course(Path("/"), str(bundle)).root == bundle


def test_an_explicit_folder_without_a_course_is_an_error(tmp_path):
    with pytest.raises(UsageError) as caught:
        find_course(tmp_path, str(tmp_path))

    assert caught.value.code == "course.not_found"


def test_a_bundle_has_the_public_checks_of_the_repository(bundle):
    ours, theirs = (Course.open(root).exercise("backprop") for root in (ROOT, bundle))

    assert [check.name for check in ours.checks] == [check.name for check in theirs.checks]
    assert ours.hidden_not_run == theirs.hidden_not_run > 0


def test_a_bundle_replays_the_cases_of_the_repository(bundle):
    ours, theirs = (Course.open(root).exercise("backprop") for root in (ROOT, bundle))
    drawn = [[exercise.cases.cases(c, hidden=False) for c in exercise.checks] for exercise in (ours, theirs)]

    assert drawn[0] == drawn[1]


def test_a_students_file_beside_the_checks_is_never_imported(bundle):
    (bundle / "exercises" / "backprop" / "backprop.py").write_text("raise SystemExit('imported')")

    assert Course.open(bundle).exercise("backprop").reference.affine_forward


def test_edited_checks_draw_their_cases_anew(bundle):
    checks = bundle / "exercises" / "backprop" / "checks.py"
    checks.write_text(checks.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")

    assert Course.open(bundle).exercise("backprop").cases.packed == {}


def test_course_toml_can_override_points(bundle):
    toml = bundle / "course.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[points.backprop]\naffine_forward_value = 9\n")
    points = {check.name: check.points for check in Course.open(bundle).exercise("backprop").checks}

    assert points["affine_forward_value"] == 9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 3", "title"),
        ("nonsense", "Expected"),
        ('title = {en="x"}\nexercises=[]\nhiden="x"', "hiden"),
        ('title = {en="x"}\nexercises=[]\nhidden="all"', "hidden"),
    ],
)
def test_a_wrong_course_toml_is_named_with_its_problem(tmp_path, text, words):
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(CourseError) as caught:
        Course.open(tmp_path)

    assert caught.value.code == "course.config"
    assert words in caught.value.facts["problem"]


def test_an_exercise_without_a_folder_is_named(tmp_path):
    (tmp_path / "course.toml").write_text('title = {en="x"}\nexercises=["lost"]')
    with pytest.raises(CourseError) as caught:
        Course.open(tmp_path)

    assert (caught.value.code, caught.value.facts["exercise"]) == ("course.exercise_missing", "lost")


def test_a_damaged_pack_is_named(bundle):
    (bundle / "exercises" / "backprop" / pack.FILE_NAME).write_bytes(b"no")
    with pytest.raises(CourseError) as caught:
        Course.open(bundle).exercise("backprop")

    assert caught.value.code == "course.pack"


def test_an_error_keeps_its_facts_between_processes():
    error = pickle.loads(pickle.dumps(UsageError("exercise.unknown", exercise="x", known="y")))

    assert (type(error), error.code, error.facts) == (UsageError, "exercise.unknown", {"exercise": "x", "known": "y"})
    assert copy.copy(error).code == "exercise.unknown"
