"""`grader replay` as an instructor runs it."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RIGHT = (ROOT / "solutions" / "normalization" / "honest" / "loops.py").read_text(encoding="utf-8")


@pytest.fixture
def book(grader, tmp_path):
    """A gradebook with a wrong submission of s01 and an unreadable one of s02."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "s01_normalization.py").write_text(RIGHT.replace("math.sqrt", "abs"), encoding="utf-8")
    (tmp_path / "class" / "s02_normalization.py").write_text("def normalize(:\n")
    assert grader("grade", "class", "--out", "out").returncode == 4
    return tmp_path / "out"


def test_a_replay_shows_calls_and_finds_the_stored_report_again(grader, book):
    run = grader("replay", "out", "s01", "normalization", "--lang", "en")

    assert run.returncode == 0, run.stdout + run.stderr
    assert "Nothing differs from the stored report" in run.stdout
    assert "FAILED" in run.stdout and "PASSED" in run.stdout and " ms " in run.stdout


def test_a_replay_as_json_names_every_call_of_every_check(grader, book):
    run = grader("replay", "out", "s01", "normalization", "--json")

    said = json.loads(run.stdout)
    assert said["differences"] == [] and said["changes"] == []
    checks = [check["name"] for check in said["report"]["checks"]]
    assert list(said["calls"]) == [*checks, ""]
    assert any(call["seconds"] > 0 for calls in said["calls"].values() for call in calls)


def test_a_replay_of_an_unreadable_submission_exits_with_4(grader, book):
    run = grader("replay", "out", "s02", "normalization")

    assert run.returncode == 4
    assert "Traceback" not in run.stderr


def test_a_report_that_differs_is_told_by_the_status_and_value_by_value(grader, book):
    with sqlite3.connect(book / "gradebook.sqlite") as opened:
        packed = opened.execute(
            "SELECT packed FROM report JOIN submission s ON s.id = submission WHERE student = 's01'"
        )
        import zlib

        plain = zlib.decompress(packed.fetchone()[0])
        other = zlib.compress(plain.replace(b"FAILED", b"PASSED"))
        opened.execute("UPDATE report SET packed = ? WHERE exercise = 'normalization' AND status = 'graded'", (other,))

    run = grader("replay", "out", "s01", "normalization", "--lang", "en")

    assert run.returncode == 1
    assert ".verdict: PASSED -> FAILED" in run.stdout


def test_other_versions_and_other_material_are_told(grader, book, tmp_path):
    with sqlite3.connect(book / "gradebook.sqlite") as opened:
        opened.execute("UPDATE report SET versions = json_set(versions, '$.numpy', '1.0'), exercise_sha256 = 'x'")

    run = grader("replay", "out", "s01", "normalization", "--lang", "en")

    assert "numpy was 1.0, here it is" in run.stdout
    assert "the checks, points or salt of normalization are not those" in run.stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_that_is_gone_or_changed_is_one_clear_line(grader, book, tmp_path, lang):
    path = tmp_path / "class" / "s01_normalization.py"
    path.write_text(RIGHT, encoding="utf-8")
    changed = grader("replay", "out", "s01", "normalization", "--lang", lang)
    path.unlink()
    gone = grader("replay", "out", "s01", "normalization", "--lang", lang)

    assert [changed.returncode, gone.returncode] == [4, 4]
    for run in (changed, gone):
        assert str(path) in run.stderr.splitlines()[0]
        assert len(run.stderr.splitlines()) == 2


def test_a_student_who_is_not_in_the_gradebook_is_a_usage_error(grader, book):
    run = grader("replay", "out", "nobody", "normalization", "--lang", "en")

    assert run.returncode == 2
    assert "no report of nobody for normalization" in run.stderr


def test_the_first_of_two_attempts_can_be_replayed(grader, book, tmp_path):
    path = tmp_path / "class" / "s01_normalization.py"
    first = path.read_bytes()
    path.write_text(RIGHT, encoding="utf-8")
    grader("grade", "class", "--out", "out")
    path.write_bytes(first)

    assert grader("replay", "out", "s01", "normalization", "--attempt", "1").returncode == 0
    assert grader("replay", "out", "s01", "normalization").returncode == 4
    assert grader("replay", "out", "s01", "normalization", "--attempt", "3").returncode == 2


def test_the_gradebook_is_not_changed(grader, book):
    before = shutil.copy(book / "gradebook.sqlite", book / "before")
    grader("replay", "out", "s01", "normalization")

    assert (book / "gradebook.sqlite").read_bytes() == Path(before).read_bytes()
