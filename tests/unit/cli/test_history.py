"""The folder `.grader/`: small, out of git's sight, and never the reason that a check fails."""

import json
import os

import pytest

from grader.cli.history import FILE, FOLDER, MAX_BYTES, MAX_FILES, remember
from grader.model.report import CheckResult, Report
from grader.model.verdict import Verdict


def report(verdict=Verdict.PASSED, exercise="initializers"):
    check = CheckResult("one", {"en": "one"}, "he_normal", verdict, 2)
    return Report("", "a.py", "", exercise, "graded", 2, (check,))


@pytest.fixture
def answer(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("", encoding="utf-8")
    return path


def run(path, verdict=Verdict.PASSED, exercise="initializers"):
    return remember(path, report(verdict, exercise), complete=True)


def test_the_next_run_knows_the_last_one(answer):
    run(answer, Verdict.FAILED)

    assert run(answer).better == ("one",)


def test_another_file_and_another_exercise_have_runs_of_their_own(answer, tmp_path):
    run(answer, Verdict.FAILED)

    assert not run(answer, exercise="backprop").compared
    assert not run(tmp_path / "b.py").compared


def test_a_folder_keeps_its_history_inside(tmp_path):
    run(tmp_path)

    assert (tmp_path / FOLDER / FILE).is_file()


def test_git_ignores_the_folder(answer):
    run(answer)

    assert (answer.parent / FOLDER / ".gitignore").read_text(encoding="utf-8").splitlines()[-1] == "*"


def test_nothing_but_the_book_is_left_behind(answer):
    for _ in range(3):
        run(answer)

    assert sorted(path.name for path in (answer.parent / FOLDER).iterdir()) == [".gitignore", FILE]


def test_the_book_holds_the_last_files_only(answer):
    for number in range(MAX_FILES + 5):
        run(answer, exercise=f"exercise_{number}")
    records = json.loads((answer.parent / FOLDER / FILE).read_text(encoding="utf-8"))["records"]

    assert len(records) == MAX_FILES
    assert f"a.py:exercise_{MAX_FILES + 4}" in records


DAMAGED = {
    "empty": b"",
    "no text": b"\xff\xfe\x00",
    "another type": b'{"records": []}',
    "wrong inside": b'{"records": {"a.py:initializers": {"runs": [1]}}}',
    "nested": b"[" * 100_000,
    "huge": b'{"records": {}, "x": "' + b"a" * MAX_BYTES + b'"}',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_book_is_an_empty_one(answer, content):
    run(answer)
    (answer.parent / FOLDER / FILE).write_bytes(content)

    assert not run(answer).compared
    assert run(answer).compared


def test_a_file_in_place_of_the_folder_is_left_alone(answer):
    (answer.parent / FOLDER).write_text("mine", encoding="utf-8")
    run(answer)

    assert (answer.parent / FOLDER).read_text(encoding="utf-8") == "mine"


def test_where_nothing_can_be_kept_no_run_is_called_the_first(answer):
    (answer.parent / FOLDER).write_text("mine", encoding="utf-8")

    assert not run(answer).first_full


def test_a_link_in_place_of_the_folder_is_not_followed(answer, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (answer.parent / FOLDER).symlink_to(elsewhere)
    run(answer)

    assert list(elsewhere.iterdir()) == []


def test_links_in_place_of_its_files_are_replaced_not_followed(answer, tmp_path):
    (answer.parent / FOLDER).mkdir()
    for name in (FILE, ".gitignore"):
        (answer.parent / FOLDER / name).symlink_to(tmp_path / f"elsewhere-{name}")
    run(answer)

    assert not any(path.name.startswith("elsewhere") for path in tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_place_of_the_book_is_not_waited_for(answer):
    (answer.parent / FOLDER).mkdir()
    os.mkfifo(answer.parent / FOLDER / FILE)

    assert not run(answer).compared


def test_a_submission_that_cannot_be_read_leaves_no_trace(answer):
    unreadable = Report("", "a.py", "", "initializers", "unreadable", 0)

    assert remember(answer, unreadable, complete=True) is None
    assert not (answer.parent / FOLDER).exists()
