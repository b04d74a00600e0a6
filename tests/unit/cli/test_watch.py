"""Watching: a run for every change of what was saved, and none for anything else."""

import os

import pytest

from grader.cli import watch


class EnoughError(Exception):
    """Ends the watching."""


@pytest.fixture
def watched(monkeypatch, tmp_path):
    """Watches a file while a script of actions goes on; tells what happened, in order."""
    file = tmp_path / "answer.py"
    file.write_text("x = 1\n", encoding="utf-8")

    def watching(*actions, path=file):
        waiting, events = list(actions), []

        def sleep(seconds):
            if seconds != watch.POLL_SECONDS:
                return
            if not waiting:
                raise EnoughError
            waiting.pop(0)(file)

        monkeypatch.setattr(watch.time, "sleep", sleep)
        with pytest.raises(EnoughError):
            watch.watch([path], lambda: events.append("run"), lambda path: events.append("gone"))
        return events

    return watching


def save(text):
    return lambda file: file.write_text(text, encoding="utf-8")


def nothing(file):
    pass


def touch(file):
    os.utime(file, ns=(1, 1))


def remove(file):
    file.unlink()


def save_by_renaming(file):
    new = file.with_suffix(".tmp")
    new.write_text("x = 2\n", encoding="utf-8")
    new.replace(file)


def test_it_runs_once_at_the_start(watched):
    assert watched(nothing, nothing) == ["run"]


def test_a_save_is_a_run(watched):
    assert watched(save("x = 22\n"), nothing, save("x = 333\n")) == ["run"] * 3


def test_a_save_by_renaming_is_a_run(watched):
    assert watched(save_by_renaming) == ["run"] * 2


def test_a_save_without_a_change_is_none(watched):
    assert watched(touch, save("x = 1\n"), nothing) == ["run"]


def test_a_file_that_vanishes_is_told_once_and_checked_when_it_is_back(watched):
    assert watched(remove, nothing, nothing, save("x = 1\n")) == ["run", "gone", "run"]


def test_a_change_anywhere_in_a_folder_is_a_run(watched, tmp_path):
    (tmp_path / "week1").mkdir()
    assert watched(lambda file: (tmp_path / "week1" / "new.ipynb").write_text("{}"), path=tmp_path) == ["run"] * 2


def test_caches_hidden_folders_and_reports_in_a_folder_are_no_reason_to_run(watched, tmp_path):
    for name in (".grader", "__pycache__", ".venv"):
        (tmp_path / name).mkdir()
    changes = [".grader/history.py", "__pycache__/a.py", ".venv/b.py", "report.html", "data.txt"]
    actions = [lambda file, name=name: (tmp_path / name).write_text("new") for name in changes]

    assert watched(*actions, path=tmp_path) == ["run"]
