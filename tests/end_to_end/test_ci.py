"""`grader ci` in each place where it may run."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="level C, which it asks for, is of Linux")

ROOT = Path(__file__).parents[2]
NAME = "normalization"
RIGHT = (ROOT / "solutions" / NAME / "honest" / "loops.py").read_text(encoding="utf-8")
WRONG = RIGHT.replace("sqrt", "abs")
HOSTILE = """
def fit_normalizer(X):
    print("::stop-commands::x\\n##[error]printed\\nsection_end:1:normalization\\r\\x1b[0K")
    raise ValueError("first\\n::error file=a::raised\\n  ::add-mask::a")
"""
BROKEN = '''

@check(points=1)
def broken(student):
    """fit_normalizer is asked by a check that fails itself."""
    student.fit_normalizer
    1 / 0
'''
UNFAIR = '''

@check(points=1)
def unfair(student):
    """fit_normalizer is asked for what nobody can do: unfair."""
    mu, sigma = student.fit_normalizer(np.eye(3))
    expect.that(False, "value.type", at="it", got="unfair", wanted="unfair")
'''
# A carriage return is a line's end to whoever reads the output as text.
SECTION = re.compile(r"section_(start|end):[0-9]+:normalization(?:\[.*?\])?[\r\n]\x1b\[0K")
WHO = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
CLASSROOM50 = {
    **{"GITHUB_ACTIONS": "true", "CLASSROOM": "cs", "ASSIGNMENT": "hw1", "SUBMISSION_TAG": "submit/1-a"},
    **{"COMMIT_URL": "c", "RELEASE_URL": "r"},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A course of one exercise, with its hidden checks."""
    course = tmp_path_factory.mktemp("course")
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part / NAME, course / part / NAME)
    (course / "course.toml").write_text(f'title = {{en = "T"}}\nexercises = ["{NAME}"]\nsalt = "private \\u00e9"\n')
    return course


@pytest.fixture
def repository(small, tmp_path):
    """A student's repository that the bundle has filled, with an answer."""
    from grader.authoring.bundle import lay_out
    from grader.exercise.course import Course

    lay_out(Course.open(small), tmp_path / "repository")

    def make(answer=WRONG):
        (tmp_path / "repository" / "exercises" / NAME / f"{NAME}.py").write_text(answer, encoding="utf-8")
        return tmp_path / "repository"

    return make


@pytest.fixture
def ci(grader):
    """Runs the command in a folder with what a platform sets, and nothing of the place where this test runs."""
    unset = dict.fromkeys(("GITHUB_ACTIONS", "GITLAB_CI", "CLASSROOM", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"), "")

    def run(folder, *arguments, **environment):
        return grader("ci", *arguments, cwd=folder, **({"GRADER_COURSE": ""} | unset | environment))

    return run


@pytest.fixture
def github(ci, tmp_path):
    """Runs it as a step of GitHub Actions, and returns also the step's summary and outputs."""

    def run(folder, *arguments):
        files = {name: tmp_path / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        for path in files.values():
            path.write_text("")
        places = {name: str(path) for name, path in files.items()}
        done = ci(folder, *arguments, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(folder), **places)
        return done, *(path.read_text(encoding="utf-8") for path in files.values())

    return run


@pytest.fixture(scope="module")
def image(small, tmp_path_factory):
    """Gradescope's container: the archive unpacked, with this very Python for its environment."""
    from grader.cli.release import command

    base = tmp_path_factory.mktemp("autograder")
    done = CliRunner().invoke(command, ["--gradescope", str(base / "a.zip"), "--course", str(small), "--lang", "en"])
    assert "hidden checks" in done.output
    for name in ("source", "submission", "results"):
        (base / name).mkdir()
    with zipfile.ZipFile(base / "a.zip") as opened:
        for info in opened.infolist():
            (base / "source" / info.filename).parent.mkdir(parents=True, exist_ok=True)
            path = Path(opened.extract(info, base / "source"))
            path.chmod(info.external_attr >> 16 & 0o777)
    (base / "a.zip").unlink()
    (base / "source" / "venv").symlink_to(sys.prefix)
    shutil.copy(base / "source" / "run_autograder", base / "run_autograder")
    return base


@pytest.fixture
def autograder(image):
    """Grades a submission as Gradescope does; returns how it ended and results.json."""

    def run(text, name="hw1.py"):
        for path in image.glob("submission/*"):
            path.unlink()
        (image / "submission" / name).write_text(text, encoding="utf-8")
        target = image / "results" / "results.json"
        target.write_text('{"score": 1000}')  # of a run before
        done = subprocess.run(
            [image / "run_autograder"],
            cwd="/",
            env={"PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=300,
        )
        return done, json.loads(target.read_text()) if target.exists() else None

    return run


def commands(log):
    """The commands that GitHub's runner obeys."""
    found, token = [], None
    for line in log.splitlines():
        match = re.match(r"\s*::([^ :]+)(?: .*?)?::(.*)", line)
        if token is not None:
            token = None if match and match[1] == token else token
        elif match and match[1] == "stop-commands":
            token = match[2]
        elif match or "##[" in line:
            found.append(match[1] if match else line)
    return found


def reported(folder):
    return json.loads((folder / "grader-report" / "result.json").read_text(encoding="utf-8"))


def test_github_gets_annotations_a_summary_and_outputs(github, repository):
    folder = repository()
    done, summary, outputs = github(folder)

    assert done.returncode == 1, done.stderr
    assert set(commands(done.stdout)) == {"group", "endgroup", "error"}
    assert f"::error file=exercises/{NAME}/{NAME}.py,line=" in done.stdout
    assert summary.startswith("# ") and f"| {reported(folder)['points']}/" in summary
    assert f"points={reported(folder)['points']}\n" in outputs
    assert "can change them" in done.stderr


def test_a_bundle_counts_the_hidden_checks_that_it_does_not_have(github, repository):
    folder = repository()
    github(folder)

    assert reported(folder)["reports"][0]["hidden_not_run"] > 0


def test_with_the_course_hidden_checks_are_run_and_tell_their_verdict_only(github, repository, small):
    folder = repository()
    done, _, _ = github(folder, f"exercises/{NAME}", "--course", small)
    hidden = [check for check in reported(folder)["reports"][0]["checks"] if check["hidden"]]

    assert any(check["verdict"] != "PASSED" for check in hidden)
    assert all(check["call"] is None and check["message"] is None for check in hidden)
    assert "can change them" not in done.stderr


def test_full_marks_are_status_0_without_annotations(github, repository):
    done, _, _ = github(repository(RIGHT))

    assert done.returncode == 0, done.stdout
    assert "error" not in commands(done.stdout)


def test_nothing_that_a_student_prints_or_raises_is_obeyed(github, repository):
    done, summary, _ = github(repository(HOSTILE))

    assert set(commands(done.stdout)) <= {"group", "endgroup", "error", "notice"}
    assert "raised" in done.stdout
    assert "raised" in summary


def test_gitlab_gets_sections_and_junit(ci, repository):
    folder = repository(HOSTILE)
    done = ci(folder, GITLAB_CI="true", CI_PROJECT_DIR=str(folder))
    cases = list(ET.parse(folder / "grader-report" / "junit.xml").iter("testcase"))

    assert done.returncode == 1, done.stderr
    assert SECTION.findall(done.stdout) == ["start", "end"]
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases) > 5
    assert {case.get("file") for case in cases} == {f"exercises/{NAME}/{NAME}.py"}


def test_an_unknown_place_gets_the_report_and_a_status(ci, repository):
    folder = repository()
    done = ci(folder)

    assert done.returncode == 1
    assert "::" not in done.stdout
    assert sorted(path.name for path in (folder / "grader-report").iterdir()) == [
        *("junit.xml", "report.html", "report.md", "result.json")
    ]
    assert ci(folder, "--exit-zero").returncode == 0


def test_gradescope_gets_the_score_of_every_check(autograder):
    done, found = autograder(RIGHT)

    assert done.returncode == 0, done.stdout
    assert found["score"] == sum(test["score"] for test in found["tests"]) > 0
    assert any("hidden" in test["name"] for test in found["tests"])


def test_a_failed_check_is_no_failure_of_gradescopes(autograder):
    done, found = autograder(WRONG)

    assert done.returncode == 0, done.stdout
    assert 0 < found["score"] < sum(test["max_score"] for test in found["tests"])


def test_gradescope_is_told_why_a_file_cannot_be_read_and_no_score(autograder):
    done, found = autograder("def f(:\n")

    assert done.returncode == 0, done.stdout
    assert "score" not in found and not any("score" in test for test in found["tests"])
    assert "not valid Python" in found["tests"][0]["output"]


def test_gradescope_gets_nothing_while_something_is_ungraded(autograder, image):
    checks = image / "source" / "course" / "solutions" / NAME / "checks.py"
    before = checks.read_text(encoding="utf-8")
    checks.write_text(before + BROKEN, encoding="utf-8")
    try:
        done, found = autograder(RIGHT)
    finally:
        checks.write_text(before, encoding="utf-8")

    assert done.returncode == 3, done.stdout
    assert found is None
    assert "no points are handed on" in done.stdout


def test_ungraded_is_status_3_and_hands_on_no_points_even_with_exit_zero(github, repository, small, tmp_path):
    folder = repository(RIGHT)
    course = shutil.copytree(small, tmp_path / "broken")
    with (course / "solutions" / NAME / "checks.py").open("a", encoding="utf-8") as file:
        file.write(BROKEN)
    done, _, outputs = github(folder, "--course", course, "--exit-zero")

    assert done.returncode == 3, done.stderr
    assert outputs == ""
    assert reported(folder)["points"] is None
    assert "::error title=grader::The grader could not judge everything" in done.stdout


def test_a_hidden_check_of_which_nothing_may_be_seen_shows_in_no_way(github, repository, small, tmp_path):
    folder = repository(RIGHT)
    course = shutil.copytree(small, tmp_path / "secret")
    (course / "course.toml").write_text((course / "course.toml").read_text() + 'hidden = "nothing"\n')
    with (course / "solutions" / NAME / "hidden_checks.py").open("a", encoding="utf-8") as file:
        file.write(UNFAIR)
    done, summary, outputs = github(folder, "--course", course)

    assert done.returncode == 0, done.stdout
    assert "unfair" not in done.stdout + summary + outputs + json.dumps(reported(folder))


def test_classroom50_gets_whole_points_and_status_0(ci, repository, small):
    folder = repository()
    (folder / "result.json").write_text('{"score": 1000, "max-score": 1000}')
    when = {"GIT_COMMITTER_DATE": "2026-11-01T12:00:00+08:00", "GIT_CONFIG_GLOBAL": os.devnull}
    for line in (["init", "-q"], ["add", "."], [*WHO, "commit", "-qm", "hand in"]):
        subprocess.run(["git", *line], cwd=folder, env=os.environ | when, check=True)
    done = ci(folder, "--course", small, "--exercise", NAME, **CLASSROOM50)
    found = json.loads((folder / "result.json").read_text(encoding="utf-8"))

    assert done.returncode == 0, done.stderr
    assert found["score"] == reported(folder)["points"] < found["max-score"]
    assert (found["classroom"], found["submission"]) == ("cs", "submit/1-a")
    assert found["datetime"] == "2026-11-01T04:00:00Z"  # of the commit, so that a regrade makes nobody late
    assert (folder / "release-body.md").read_text(encoding="utf-8").startswith("# ")


def test_classroom50_gets_no_result_of_a_file_that_cannot_be_read(ci, repository, small):
    folder = repository("def f(:\n")
    (folder / "exercises" / NAME / f"{NAME}.ipynb").unlink()
    (folder / "result.json").write_text('{"score": 1000, "max-score": 1000}')
    done = ci(folder, "--course", small, "--exercise", NAME, **CLASSROOM50)

    assert done.returncode == 4, done.stdout
    assert not (folder / "result.json").exists()


def test_the_courses_own_solutions_are_not_taken_for_the_students(ci, repository, small):
    folder = repository()
    shutil.copytree(small, folder / "course")
    done = ci(folder, "--course", folder / "course")

    assert done.returncode == 2
    assert "own solutions" in done.stderr


def test_the_courses_own_stub_is_not_taken_for_the_students(ci, small, tmp_path):
    done = ci(tmp_path, NAME, "--course", small)

    assert done.returncode == 2
    assert "no file for the exercise" in done.stderr


def test_a_folder_without_answers_cannot_be_read(ci, small, tmp_path):
    done = ci(tmp_path, "--course", small)

    assert done.returncode == 4
    assert "holds no .py file" in done.stdout


def test_a_link_in_place_of_the_reports_folder_is_refused(ci, repository, tmp_path):
    folder = repository()
    (tmp_path / "elsewhere").mkdir()
    (folder / "grader-report").symlink_to(tmp_path / "elsewhere")
    done = ci(folder)

    assert done.returncode == 2
    assert "symbolic link" in done.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("option", [(), ("--isolation", "D")])
def test_below_level_c_nothing_is_run_unless_it_is_said(monkeypatch, repository, option):
    from grader.cli.ci import command
    from grader.worker import probe

    weak = probe.Isolation(probe.Level.D, (probe.Finding("Landlock", False, "not in this kernel"),))
    monkeypatch.setitem(probe._found, None, weak)
    monkeypatch.chdir(repository(RIGHT))
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "CLASSROOM", "GRADER_COURSE"):
        monkeypatch.delenv(name, raising=False)
    done = CliRunner().invoke(command, ["--lang", "en", *option], standalone_mode=False)

    assert done.return_value == (0 if option else 3), done.output
    assert ("--isolation D" in done.output) == (not option)
    assert Path("grader-report").exists() == bool(option)
