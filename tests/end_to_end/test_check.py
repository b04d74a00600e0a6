"""`grader check` as a student runs it."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs" / "samples" / "initializers.py"


def without_times(result):
    """The result with every `seconds` taken out: all that may differ between two runs."""
    if isinstance(result, dict):
        return {key: without_times(value) for key, value in result.items() if key != "seconds"}
    return [without_times(item) for item in result] if isinstance(result, list) else result


def checks_of(finished):
    (report,) = json.loads(finished.stdout)["reports"]
    return {check["name"]: check for check in report["checks"]}


def test_full_marks_exit_with_0(grader):
    finished = grader("check", ROOT / "solutions" / "initializers" / "initializers.py", "--quiet")
    earned, total = finished.stdout.removeprefix("initializers ").strip().split("/")

    assert (finished.returncode, finished.stderr) == (0, "")
    assert int(earned) >= int(total)


def test_a_failed_check_exits_with_1(grader):
    assert grader("check", SAMPLE).returncode == 1


def test_exit_zero_hides_a_failed_check_from_the_shell(grader):
    assert grader("check", SAMPLE, "--exit-zero").returncode == 0


def test_the_report_names_what_is_wrong_with_the_call_and_the_numbers(grader):
    output = grader("check", SAMPLE).stdout

    assert "he_normal(" in output
    assert "variance is" in output


def test_an_untouched_stub_gets_0_and_a_friendly_sentence(grader, tmp_path):
    shutil.copy(ROOT / "exercises" / "initializers" / "initializers.py", tmp_path)
    finished = grader("check", "initializers.py")

    assert "not written yet" in finished.stdout
    assert "Traceback" not in finished.stdout + finished.stderr
    assert "0 of " in finished.stdout


def test_an_untouched_notebook_says_the_same(grader, tmp_path):
    shutil.copy(ROOT / "exercises" / "backprop" / "backprop.ipynb", tmp_path)

    assert "Nothing is written yet" in grader("check", "backprop.ipynb").stdout


def test_two_processes_give_the_same_json_apart_from_times(grader):
    results = [json.loads(grader("check", SAMPLE, "--json").stdout) for _ in range(3)]

    assert without_times(results[0]) == without_times(results[1]) == without_times(results[2])


def test_the_json_has_the_schemas_keys(grader):
    result = json.loads(grader("check", SAMPLE, "--json").stdout)

    assert result["schema"] == "grader/result/v1"
    assert {"lang", "points", "max_points", "isolation", "versions", "reports"} <= result.keys()
    assert result["isolation"] in "ABCD"


def test_points_add_up(grader):
    result = json.loads(grader("check", SAMPLE, "--json").stdout)
    checks = [check for report in result["reports"] for check in report["checks"]]

    assert result["points"] == sum(check["points"] for check in checks)
    assert result["max_points"] == sum(check["max_points"] for check in checks if not check["bonus"])


def test_a_public_report_says_how_many_hidden_checks_were_not_run(grader):
    (report,) = json.loads(grader("check", SAMPLE, "--json").stdout)["reports"]

    assert report["hidden_not_run"] > 0
    assert not any(check["hidden"] for check in report["checks"])


def test_a_file_and_a_notebook_of_the_same_answer_get_the_same_grade(grader, tmp_path):
    source = SAMPLE.read_text(encoding="utf-8")
    cells = [
        {"cell_type": "code", "metadata": {}, "source": part, "outputs": [], "execution_count": None}
        for part in source.split("\n\n\n")
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    (tmp_path / "initializers.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    verdicts = [
        {name: (check["verdict"], check["code"]) for name, check in checks_of(grader("check", path, "--json")).items()}
        for path in (SAMPLE, "initializers.ipynb")
    ]

    assert verdicts[0] == verdicts[1]


def test_a_failure_in_a_notebook_names_cell_and_line(grader, tmp_path):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Mine"},
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
         "source": "def constant(n_out, n_in, value):\n    return 1 / 0\n"},
    ]  # fmt: skip
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    (tmp_path / "initializers.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    failed = next(check for check in checks_of(grader("check", "initializers.ipynb", "--json")).values())

    assert failed["verdict"] == "ERROR"
    assert failed["where"] == {"file": "initializers.ipynb", "line": 2, "cell": 2}


def test_an_exercises_name_finds_its_file(grader, tmp_path):
    shutil.copy(SAMPLE, tmp_path / "initializers.py")

    assert grader("check", "initializers", "--quiet").stdout.startswith("initializers ")


def test_a_zip_of_several_exercises_gets_a_report_for_each(grader, tmp_path):
    with zipfile.ZipFile(tmp_path / "homework.zip", "w") as archive:
        archive.write(SAMPLE, "hw/initializers.py")
        archive.write(ROOT / "solutions" / "backprop" / "backprop.py", "hw/deeper/backprop.py")
    reports = json.loads(grader("check", "homework.zip", "--json").stdout)["reports"]

    assert [report["exercise"] for report in reports] == ["backprop", "initializers"]


def test_isolation_can_be_named(grader):
    assert json.loads(grader("check", SAMPLE, "--json", "--isolation", "D").stdout)["isolation"] in "ABCD"


def error_of(finished):
    lines = finished.stderr.strip().splitlines()
    assert "Traceback" not in finished.stderr + finished.stdout
    assert 1 <= len(lines) <= 3, finished.stderr
    return finished.returncode, lines[0]


BAD = {
    "empty.py": (b"", 4, "is empty"),
    "page.ipynb": (b"<!DOCTYPE html><html><body>hi</body></html>", 4, "web page"),
    "cut.ipynb": (b'{"nbformat": 4, "cells": [', 4, "ends in the middle"),
    "merge.ipynb": (b'{\n<<<<<<< HEAD\n"nbformat": 4\n=======\n"nbformat": 3\n>>>>>>> x\n}', 4, "merge-conflict"),
    "nokey.ipynb": (b'{"cells": [], "metadata": {}}', 4, "nbformat"),
    "latin.ipynb": (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "\xff\xfe\x81"}]}', 4, ""),
    "essay.pdf": (b"%PDF-1.7 ...", 4, "neither"),
    "broken.zip": (b"PK\x03\x04 not really", 4, "zip"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_one_clear_line_and_exit_4(grader, tmp_path, name):
    content, status, words = BAD[name]
    (tmp_path / name).write_bytes(content)
    returned, line = error_of(grader("check", name, "--exercise", "initializers"))

    assert returned == status
    assert words in line
    assert name in line


def test_a_path_that_does_not_exist_exits_with_2(grader):
    assert error_of(grader("check", "nowhere.py")) == (2, "grader: no such file or folder: nowhere.py")


def test_a_folder_without_answers_exits_with_4(grader, tmp_path):
    (tmp_path / "empty").mkdir()

    assert error_of(grader("check", "empty"))[0] == 4


def test_a_folder_with_other_files_exits_with_2(grader, tmp_path):
    (tmp_path / "other.py").write_text("x = 1\n")

    assert error_of(grader("check", tmp_path / "other.py"))[0] == 2


def test_a_zip_that_climbs_out_of_its_folder_is_refused(grader, tmp_path):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../initializers.py", "x = 1")
    status, line = error_of(grader("check", "evil.zip"))

    assert (status, "../initializers.py" in line) == (4, True)


def test_a_syntax_error_is_named_by_file_line_and_caret(grader, tmp_path):
    (tmp_path / "initializers.py").write_text("import numpy as np\n\ndef constant(n_out, n_in, value:\n    return 1\n")
    finished = grader("check", "initializers.py")

    assert finished.returncode == 4
    assert "initializers.py:3" in finished.stderr
    assert "^" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_an_unknown_command_suggests_the_right_one(grader):
    finished = grader("chekc")

    assert finished.returncode == 2
    assert "did you mean 'check'" in finished.stderr


def test_an_unknown_exercise_names_those_that_there_are(grader):
    status, line = error_of(grader("check", SAMPLE, "--exercise", "nonsense"))

    assert (status, "initializers" in line) == (2, True)


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"], ["-h"]])
def test_help_and_version_exit_with_0(grader, arguments):
    assert grader(*arguments).returncode == 0
