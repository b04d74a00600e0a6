"""A folder gives its sources at any depth, and nothing from outside it."""

import os

import pytest

from grader.model.errors import UnreadableSubmissionError
from grader.submission import ReadLimits, read

links = pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on Windows")


def paths(submission):
    return [file.path for file in submission.files]


def notes(submission):
    return [(note.code, note.facts["file"]) for note in submission.notes]


def test_sources_are_found_at_any_depth_in_the_order_of_their_paths(tmp_path, write, notebook):
    write("b.py", "x")
    write("a/deep/er/n.ipynb", notebook("x"))
    write("a/data.csv", "1,2")
    assert paths(read(tmp_path)) == ["a/deep/er/n.ipynb", "b.py"]


@pytest.mark.parametrize(
    "name",
    [
        ".git/a.py",
        ".ipynb_checkpoints/n-checkpoint.py",
        "__pycache__/a.py",
        "__MACOSX/a.py",
        "lib/site-packages/numpy.py",
        "node_modules/x/a.py",
        "._a.py",
        "pkg/__init__.py",
    ],
)
def test_what_is_no_coursework_is_not_looked_at(tmp_path, write, name):
    write("a.py", "x")
    write(name, "y")
    assert paths(read(tmp_path)) == ["a.py"]


def test_the_material_of_an_exercise_is_no_answer(tmp_path, write):
    write("exercises/init/init.py", "x")
    for name in ("exercise.toml", "checks.py", "hidden_checks.py", "mutants.py"):
        write(f"exercises/init/{name}", "y")
    write("own/checks.py", "a student's own file")
    assert paths(read(tmp_path)) == ["exercises/init/init.py", "own/checks.py"]


def test_a_virtual_environment_is_not_looked_at(tmp_path, write):
    write("a.py", "x")
    write("myenv/pyvenv.cfg", "")
    write("myenv/bin/activate_this.py", "y")
    assert paths(read(tmp_path)) == ["a.py"]


def test_the_folder_that_was_named_counts_even_if_it_is_hidden(write):
    assert paths(read(write(".hidden/a.py", "x").parent)) == ["a.py"]


def test_a_folder_without_sources_is_no_submission(tmp_path):
    with pytest.raises(UnreadableSubmissionError) as caught:
        read(tmp_path)
    assert (caught.value.code, caught.value.facts) == ("path.no_submission", {"path": str(tmp_path), "found": None})


@pytest.mark.parametrize("name", ["s01.zip", "a.py.txt"])
def test_a_folder_without_sources_names_what_may_have_been_meant(tmp_path, write, name):
    write(name, "x")
    with pytest.raises(UnreadableSubmissionError) as caught:
        read(tmp_path)
    assert caught.value.facts["found"] == name


def test_an_archive_or_a_misnamed_source_inside_is_noted(tmp_path, write):
    write("a.py", "x")
    write("old/b.zip", "x")
    write("c.ipynb.json", "x")
    assert sorted(notes(read(tmp_path))) == [
        ("submission.archive_ignored", "old/b.zip"),
        ("submission.misnamed_ignored", "c.ipynb.json"),
    ]


def test_one_unreadable_file_is_noted_beside_the_others(tmp_path, write):
    write("a.py", "x")
    write("b.ipynb", "{}")
    submission = read(tmp_path)
    (note,) = submission.notes
    assert paths(submission) == ["a.py"]
    assert (note.code, note.facts) == (
        "submission.file_unreadable",
        {"file": "b.ipynb", "problem": "notebook.no_format_key", "facts": {"file": "b.ipynb"}},
    )


def test_if_no_file_is_readable_the_first_problem_is_raised(tmp_path, write):
    write("b.py", "")
    write("a.ipynb", "<html>")
    with pytest.raises(UnreadableSubmissionError) as caught:
        read(tmp_path)
    assert (caught.value.code, caught.value.facts) == ("notebook.html", {"file": "a.ipynb"})


def test_the_digest_follows_names_and_contents_and_nothing_else(tmp_path, write):
    write("one/a.py", "x")
    write("two/a.py", "x")
    write("two/data.csv", "1")
    write("three/b.py", "x")
    write("four/a.py", "y")
    one, two, three, four = (read(tmp_path / name).sha256 for name in ("one", "two", "three", "four"))
    assert one == two
    assert len({one, three, four}) == 3


@links
def test_a_link_to_a_file_outside_is_not_followed_and_noted(tmp_path, write):
    write("outside.py", "secret = 1")
    write("s01/a.py", "x")
    (tmp_path / "s01/b.py").symlink_to(tmp_path / "outside.py")
    submission = read(tmp_path / "s01")
    assert paths(submission) == ["a.py"]
    assert notes(submission) == [("submission.link_ignored", "b.py")]


@links
def test_a_link_to_a_folder_is_not_followed(tmp_path, write):
    write("outside/b.py", "secret = 1")
    write("s01/a.py", "x")
    (tmp_path / "s01/c").symlink_to(tmp_path / "outside")
    (tmp_path / "s01/loop").symlink_to(tmp_path / "s01")
    submission = read(tmp_path / "s01")
    assert paths(submission) == ["a.py"]
    assert notes(submission) == [("submission.link_ignored", "c"), ("submission.link_ignored", "loop")]


@links
def test_a_link_to_nowhere_or_to_itself_is_ignored(tmp_path, write):
    write("a.py", "x")
    (tmp_path / "b.py").symlink_to("gone.py")
    (tmp_path / "c.py").symlink_to("c.py")
    assert paths(read(tmp_path)) == ["a.py"]


@links
def test_a_link_within_the_folder_is_followed(tmp_path, write):
    write("attempts/third.py", "x")
    (tmp_path / "final.py").symlink_to("attempts/third.py")
    assert paths(read(tmp_path)) == ["attempts/third.py", "final.py"]


@links
def test_a_link_that_the_user_names_is_followed(tmp_path, write):
    (tmp_path / "link").symlink_to(write("s01/a.py", "x").parent)
    assert paths(read(tmp_path / "link")) == ["a.py"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (ReadLimits(files=1), "path.too_many"),
        (ReadLimits(entries=1), "path.too_many"),
        (ReadLimits(total_bytes=10), "path.too_large"),
    ],
)
def test_a_folder_beyond_a_limit_is_refused(tmp_path, write, limits, code):
    write("a.py", "x" * 6)
    write("b.py", "y" * 6)
    with pytest.raises(UnreadableSubmissionError) as caught:
        read(tmp_path, limits=limits)
    assert caught.value.code == code


def test_a_subfolder_that_the_system_refuses_is_noted(tmp_path, write, monkeypatch):
    write("a.py", "x")
    write("closed/b.py", "x")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    submission = read(tmp_path)
    assert paths(submission) == ["a.py"]
    assert submission.notes[0].facts == {"folder": "closed", "reason": "EACCES"}
