"""The pytest face, run as a user runs it: in a process of its own."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "docs" / "samples" / "initializers.py"


@pytest.fixture
def run(tmp_path):
    def pytest_run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "pytest.ini").write_text("[pytest]\n")  # not this repository's configuration
        options = ["-c", "pytest.ini", "--rootdir", str(ROOT), "-p", "no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", *options, *map(str, arguments)]
        names = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=names | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )

    return pytest_run


@pytest.fixture
def junit(run, tmp_path):
    def cases(*arguments: object) -> dict[str, ET.Element]:
        run(*arguments, f"--junitxml={tmp_path / 'out.xml'}")
        return {case.get("name", ""): case for case in ET.parse(tmp_path / "out.xml").iter("testcase")}

    return cases


def properties(case: ET.Element) -> dict[str | None, str | None]:
    return {item.get("name"): item.get("value") for item in case.iter("property")}


def test_an_item_has_the_verdict_of_its_check_as_outcome(junit):
    cases = junit("--submission", SAMPLE, ROOT / "exercises" / "initializers")

    assert cases["he_variance"].find("failure") is not None
    assert cases["he_shape"].find("failure") is None
    assert cases["orthogonal_determinant"].find("skipped") is not None


def test_an_item_carries_points_and_verdict_as_properties(junit):
    cases = junit("--submission", SAMPLE, ROOT / "exercises" / "initializers", "-k", "he_variance")

    assert properties(cases["he_variance"]) == {
        "function": "he_normal",
        "verdict": "FAILED",
        "code": "init.variance",
        "points": "0",
        "max_points": "2",
        "bonus": "False",
    }


def test_a_failure_shows_the_message_and_no_traceback_of_ours(run):
    done = run("--submission", SAMPLE, ROOT / "exercises" / "initializers", "-k", "he_variance")

    assert "Yours is exactly 1 / n_in" in done.stdout
    assert "collection.py" not in done.stdout


def test_the_feedback_speaks_the_language_that_is_asked_for(run):
    done = run(
        "--submission", SAMPLE, "--submission-lang", "zh", ROOT / "exercises" / "initializers", "-k", "he_variance"
    )

    assert "方差" in done.stdout


def test_one_item_can_be_run_by_its_node_id(run):
    checks = ROOT / "exercises" / "initializers" / "checks.py"
    done = run("--submission", SAMPLE, f"{checks}::he_variance")

    assert "1 failed" in done.stdout


def test_hidden_checks_run_where_the_solution_is(run):
    done = run("--submission", SAMPLE, ROOT / "solutions" / "initializers", "--collect-only", "-q")

    assert "hidden_checks.py::he_keeps_relu_signal" in done.stdout


def test_check_files_of_two_exercises_do_not_clash(run):
    folders = [ROOT / "exercises" / name for name in ("initializers", "backprop")]
    done = run("--submission", ROOT / "solutions", *folders, "--collect-only", "-q")

    assert "initializers/checks.py::he_shape" in done.stdout
    assert "backprop/checks.py::" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["missing.py", "broken.py"])
def test_what_cannot_be_graded_is_one_clear_error(run, tmp_path, name):
    (tmp_path / "broken.py").write_text("def he_normal(:\n")
    done = run("--submission", name, ROOT / "exercises" / "initializers")

    assert done.returncode == 2
    assert name in done.stdout
    assert "Traceback" not in done.stdout


def test_a_run_that_asks_for_no_submission_imports_nothing_of_ours(run, tmp_path):
    (tmp_path / "test_nothing.py").write_text(
        "import sys\n\ndef test_nothing():\n    assert {m for m in sys.modules if m.startswith('grader')} == "
        "{'grader', 'grader.plugin'}\n    assert 'numpy' not in sys.modules\n"
    )

    assert "1 passed" in run("-q").stdout
