"""What a student unpacks grades as the repository does."""

import json
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUBMISSIONS = [
    ROOT / "docs" / "samples" / "initializers.py",
    ROOT / "solutions" / "backprop" / "honest" / "notebook.ipynb",
    ROOT / "exercises" / "gradient_checking" / "gradient_checking.py",
]


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key != "seconds"}
    return [without_times(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    from grader.authoring.bundle import archive, bundle
    from grader.exercise.course import Course

    folder = tmp_path_factory.mktemp("student")
    archive(bundle(Course.open(ROOT)), folder / "course.zip")
    zipfile.ZipFile(folder / "course.zip").extractall(folder)
    return folder


@pytest.mark.parametrize("submission", SUBMISSIONS, ids=lambda path: path.name)
def test_a_bundle_gives_the_public_results_of_the_repository(grader, unpacked, submission):
    exercise = submission.stem if submission.stem != "notebook" else "backprop"
    reports = [
        grader("check", submission, "--exercise", exercise, "--json", "--exit-zero", "--course", course).stdout
        for course in (ROOT, unpacked)
    ]

    assert without_times(json.loads(reports[0])) == without_times(json.loads(reports[1]))


def test_start_lays_the_course_out_and_says_where_to_begin(grader, tmp_path):
    done = grader("start", tmp_path / "mine", GRADER_COURSE="")

    assert done.returncode == 0
    assert (tmp_path / "mine" / "exercises" / "backprop" / "backprop.ipynb").is_file()
    assert "Begin with" in done.stdout


def test_a_folder_that_cannot_be_written_is_one_clear_error(grader, tmp_path):
    (tmp_path / "file").write_text("")
    done = grader("start", tmp_path / "file", GRADER_COURSE="")

    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
