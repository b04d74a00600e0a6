"""A mistake that only hidden checks see has a name too, which is said of hidden results only."""

from dataclasses import replace

import pytest

from grader.authoring.release import private_is_current, release
from grader.authoring.scaffold import scaffold
from grader.authoring.wrong import mutants_in
from grader.exercise import secret
from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.source import SourceFile, Unit
from grader.report.student_view import student_view

NAME = "mean_square.rows_only"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    (root / "course.toml").write_text('title = { en = "One" }\nexercises = []\nsalt = "ours"\n')
    scaffold(Course.open(root), "signal")
    release(Course.open(root), "signal")
    return root


@pytest.fixture
def exercise(folder):
    return Course.open(folder).exercise("signal", hidden=True)


def source_of(exercise, mutant):
    return next(found.source for found in mutants_in(exercise) if found.name == mutant)


def graded(exercise, source, pool):
    return grade(exercise, SourceFile("signal.py", "py", (Unit(source),), sha256=""), {}, pool)


def names(report):
    return {check.name: check.diagnosis.code for check in report.checks if check.diagnosis}


def test_a_mistake_that_only_a_hidden_check_sees_is_named_there(exercise, pool):
    report = graded(exercise, source_of(exercise, "divided_by_rows"), pool)

    assert names(report) == {"mean_square_of_matrices": NAME}


def test_without_hidden_checks_nothing_is_said_of_it(folder, pool):
    exercise = Course.open(folder).exercise("signal")

    assert names(graded(exercise, source_of(exercise, "divided_by_rows"), pool)) == {}


def test_a_mistake_that_public_checks_name_is_said_of_public_results_only(exercise, pool):
    report = graded(exercise, source_of(exercise, "sum_of_squares"), pool)

    assert names(report) == {"mean_square_of_vectors": "mean_square.sum"}


def test_another_mistake_of_hidden_checks_gets_no_name(exercise, pool):
    source = source_of(exercise, "divided_by_rows").replace("/ len(x)", "/ (len(x) + x.ndim - 1)")
    report = graded(exercise, source, pool)

    assert [check.name for check in report.checks if check.verdict == "FAILED"] == ["mean_square_of_matrices"]
    assert names(report) == {}


def test_with_another_salt_the_same_grade_has_no_name(folder, exercise, pool):
    salted = Course.open(folder).salted("theirs").exercise("signal", hidden=True)
    source = source_of(exercise, "divided_by_rows")

    assert names(graded(salted, source, pool)) == {}
    assert graded(salted, source, pool).points == graded(exercise, source, pool).points


@pytest.mark.parametrize("hidden", ["nothing", "verdict", "message"])
def test_students_do_not_read_the_name(exercise, pool, hidden):
    report = graded(exercise, source_of(exercise, "divided_by_rows"), pool)

    assert names(student_view(report, hidden)) == {}


def test_what_was_released_for_other_checks_says_nothing(folder, tmp_path):
    for file in ("checks.py", "hidden_checks.py", secret.FILE_NAME):
        (tmp_path / file).write_bytes((folder / "solutions" / "signal" / file).read_bytes())
    before = secret.library(tmp_path, "ours")
    with (tmp_path / "hidden_checks.py").open("a", encoding="utf-8") as file:
        file.write("# another line\n")

    assert (before != b"", secret.library(tmp_path, "ours")) == (True, b"")


def test_a_damaged_file_costs_no_grade_and_is_released_again(folder, pool):
    path = folder / "solutions" / "signal" / secret.FILE_NAME
    intact = path.read_bytes()
    path.write_bytes(b"no such thing")
    damaged = Course.open(folder).exercise("signal", hidden=True)

    assert names(graded(damaged, source_of(damaged, "divided_by_rows"), pool)) == {}
    assert not private_is_current(damaged)
    assert release(Course.open(folder), "signal") == [path]
    assert path.read_bytes() == intact


def test_what_was_released_is_current_until_the_salt_changes(exercise):
    assert private_is_current(exercise)
    assert not private_is_current(replace(exercise, salt="theirs"))
