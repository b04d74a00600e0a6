"""The files of docs/ci/, run as far as a machine without their platforms can: their steps, in a clean environment."""

import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[2]
CI = ROOT / "docs" / "ci"
NAME = "normalization"
RIGHT = ROOT / "solutions" / NAME / "honest" / "loops.py"


@pytest.fixture
def bin_folder(tmp_path):
    """A PATH on which `grader` is this one, and `pip` writes down what it was asked for."""
    if sys.platform != "linux":
        pytest.skip("the steps are written for a Linux runner")
    folder = tmp_path / "bin"
    folder.mkdir()
    python = shlex.quote(sys.executable)
    texts = {
        "grader": f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {python} -P -m grader "$@"\n',
        "pip": f'#!/bin/sh\necho "$@" >> {shlex.quote(str(tmp_path / "asked"))}\n',
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
        (folder / name).chmod(stat.S_IRWXU)
    return folder


@pytest.fixture
def course(tmp_path):
    """A course of one exercise."""
    folder = tmp_path / "course"
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part / NAME, folder / part / NAME)
    (folder / "course.toml").write_text(f'title = {{en = "T"}}\nexercises = ["{NAME}"]\n')
    return folder


@pytest.fixture
def repository(course, tmp_path):
    """A student's repository with a right answer."""
    from grader.authoring.bundle import lay_out
    from grader.exercise.course import Course

    lay_out(Course.open(course), tmp_path / "submission")
    shutil.copy(RIGHT, tmp_path / "submission" / "exercises" / NAME / f"{NAME}.py")
    return tmp_path / "submission"


def run(lines, folder, bin_folder, **environment):
    """Run lines as a runner's shell does, with nothing of this environment but a PATH."""
    own = {"PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": str(bin_folder), "LC_ALL": "C.UTF-8"}
    script = "\n".join(lines)
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=folder, env=own | environment, capture_output=True, text=True
    )


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", sorted(CI.glob("*.yml")), ids=lambda path: path.name)
def test_every_file_is_yaml_whose_actions_have_a_version(path):
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)

    assert workflow
    for step in steps(workflow) if "jobs" in workflow else []:
        assert ("uses" in step) != ("run" in step)
        assert "@v" in step.get("uses", "@v")
        assert "${{" not in step.get("run", "")  # what somebody typed is never part of a script


def test_githubs_steps_grade_a_students_repository(repository, bin_folder, tmp_path):
    workflow = yaml.safe_load((CI / "github.yml").read_text(encoding="utf-8"))
    places = {name: str(tmp_path / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    lines = [step["run"] for step in steps(workflow) if "run" in step]
    done = run(lines, repository, bin_folder, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(repository), **places)

    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "asked").read_text() == "install -r requirements.txt\n"
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8").startswith("# ")
    (kept,) = [step["with"]["path"] for step in steps(workflow) if "upload-artifact" in step.get("uses", "")]
    assert (repository / kept / "report.html").is_file()


def test_githubs_steps_grade_with_the_course_beside_the_submission(repository, bin_folder, tmp_path):
    workflow = yaml.safe_load((CI / "github-with-course.yml").read_text(encoding="utf-8"))
    paths = [step["with"]["path"] for step in steps(workflow) if "checkout" in step.get("uses", "")]
    lines = [step["run"] for step in steps(workflow) if "run" in step]
    done = run(lines, tmp_path, bin_folder, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(tmp_path))
    found = json.loads((tmp_path / "grader-report" / "result.json").read_text(encoding="utf-8"))

    assert paths == ["course", "submission"]
    assert done.returncode == 0, done.stdout + done.stderr
    assert any(check["hidden"] for check in found["reports"][0]["checks"])


def test_gitlabs_script_leaves_the_files_that_it_promises(repository, bin_folder):
    job = yaml.safe_load((CI / "gitlab.yml").read_text(encoding="utf-8"))["grade"]
    done = run(job["script"], repository, bin_folder, GITLAB_CI="true", CI_PROJECT_DIR=str(repository))

    assert done.returncode == 0, done.stdout + done.stderr
    assert (repository / job["artifacts"]["reports"]["junit"]).is_file()
    assert all((repository / path).is_dir() for path in job["artifacts"]["paths"])


def test_classroom50s_script_writes_its_result(repository, course, bin_folder, tmp_path):
    from grader.authoring.bundle import lay_out
    from grader.exercise.course import Course

    place = tmp_path / "autograders"
    lay_out(Course.open(course), place)
    text = (CI / "classroom50.py").read_text(encoding="utf-8").replace('"backprop"', f'"{NAME}"')
    (place / "autograder.py").write_text(text, encoding="utf-8")
    (tmp_path / "stub" / "pip").mkdir(parents=True)
    for name in ("__init__.py", "__main__.py"):
        (tmp_path / "stub" / "pip" / name).write_text("")
    (repository / "grader.py").write_text("raise SystemExit('the checkout is on the path')\n")
    names = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
    path = os.pathsep.join([str(tmp_path / "stub"), str(ROOT)])
    line = f"{shlex.quote(sys.executable)} {shlex.quote(str(place / 'autograder.py'))}"
    done = run([line], repository, bin_folder, PYTHONPATH=path, **{name: f"submit/{name}" for name in names})

    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((repository / "result.json").read_text(encoding="utf-8"))
    assert 0 < found["score"] == found["max-score"]


def test_every_file_is_described():
    text = (CI / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in CI.iterdir() if f"({path.name})" not in text] == ["README.md"]
