"""What is kept, and how a gradebook that cannot be used is refused."""

import json
import sqlite3
from dataclasses import replace

import pytest

from grader.bulk.gradebook import FILE, Gradebook, GradebookError
from grader.bulk.lock import locked
from grader.bulk.outcome import restored
from grader.model.errors import UsageError
from grader.model.report import Result
from grader.model.source import Note
from grader.report.feedback import Feedback
from grader.report.html import page


def statuses(book):
    return {(row["student"], row["exercise"]): row["status"] for row in book.rows(QUERY)}


QUERY = "SELECT student, exercise, status, sha256 FROM report JOIN submission ON submission.id = submission"


def test_a_report_comes_back_as_it_was(keep, book, report):
    keep(report())
    (row,) = book.rows("SELECT packed FROM report")

    assert repr(restored(row["packed"])) == repr(report())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_reads_the_same_in_every_language(keep, book, report, lang):
    keep(report())
    (row,) = book.rows("SELECT packed FROM report")
    pages = [page(Result((one,), "A", {}), Feedback(lang), {}) for one in (report(), restored(row["packed"]))]

    assert pages[0] == pages[1]


def test_the_json_of_a_report_is_finite(keep, book, report):
    keep(report(message="inf"))
    (row,) = book.rows("SELECT report FROM report")

    assert json.loads(row["report"], parse_constant=pytest.fail)["checks"][1]["facts"]["example"] == "inf"


def test_a_submission_is_known_by_student_and_content(keep, book, report):
    keep(report(), sha256="x")

    assert book.standing("s01", "x").statuses == {"backprop": "graded"}
    assert (book.standing("s02", "x"), book.standing("s01", "y")) == (None, None)


def test_grading_a_part_again_leaves_the_rest(keep, book, report):
    keep(report(), report(exercise="training", status="ungraded"), sha256="x")
    keep(report(exercise="training"), sha256="x", whole=False)

    assert statuses(book) == {("s01", "backprop"): "graded", ("s01", "training"): "graded"}


def test_grading_all_of_it_again_drops_what_it_no_longer_answers(keep, book, report):
    keep(report(), sha256="x")
    keep(report(exercise="training"), sha256="x")

    assert statuses(book) == {("s01", "training"): "graded"}


def test_a_changed_submission_is_another_attempt(keep, book, report):
    keep(report())
    keep(report())

    assert len(list(book.rows(QUERY))) == 2


def test_half_of_a_submission_is_never_kept(keep, book, report):
    broken = report(exercise="training", status="nonsense")
    with pytest.raises(GradebookError):
        keep(report(), broken)

    assert statuses(book) == {}


def test_ungraded_never_has_points(keep, book, report):
    keep(report(status="ungraded"), report(exercise="training", status="unreadable"))

    assert [row["points"] for row in book.rows("SELECT points FROM report")] == [None, None]


def test_a_reader_sees_what_is_kept_while_it_is_written(keep, book, report, tmp_path):
    keep(report())
    with Gradebook.open(tmp_path / "out") as reader:
        assert statuses(reader) == {("s01", "backprop"): "graded"}


def test_the_file_says_what_it_is(book, tmp_path):
    with sqlite3.connect(tmp_path / "out" / FILE) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert file.execute("PRAGMA user_version").fetchone() == (1,)
    file.close()


def test_a_newer_schema_is_refused(book, tmp_path):
    book.close()
    file = sqlite3.connect(tmp_path / "out" / FILE)
    file.execute("PRAGMA user_version = 99")
    file.close()

    for opening in (Gradebook.create, Gradebook.open):
        with pytest.raises(GradebookError) as caught:
            opening(tmp_path / "out")
        assert (caught.value.code, caught.value.facts["version"]) == ("gradebook.newer", 99)


@pytest.mark.parametrize("content", [b"not a database, but long enough to be taken for one" * 9, b""])
def test_another_file_of_this_name_is_refused_to_readers(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(GradebookError) as caught:
        Gradebook.open(tmp_path)

    assert caught.value.code == "gradebook.damaged"


def test_a_folder_without_a_gradebook_is_refused(tmp_path):
    with pytest.raises(UsageError) as caught:
        Gradebook.open(tmp_path)

    assert caught.value.code == "gradebook.missing"


def test_a_place_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GradebookError) as caught:
        Gradebook.create(tmp_path / "file" / "below")

    assert caught.value.code == "gradebook.failed"


def test_a_full_disk_is_told_and_nothing_is_lost(keep, book, report):
    keep(report())
    pages = next(book.rows("PRAGMA page_count"))[0]
    list(book.rows(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(GradebookError) as caught:
        for _ in range(50):
            keep(report())

    assert "full" in caught.value.facts["reason"]
    assert ("s01", "backprop") in statuses(book)


def test_a_second_run_is_refused_while_the_first_holds_the_lock(tmp_path):
    with locked(tmp_path), pytest.raises(UsageError) as caught, locked(tmp_path):
        pass

    assert caught.value.code == "gradebook.busy"


def test_the_lock_is_free_after_a_run(tmp_path):
    for _ in range(2):
        with locked(tmp_path):
            pass


def test_text_that_no_encoding_holds_is_kept_readable(keep, book, report):
    half = replace(report(), notes=(Note("file.empty", {"file": "\ud800"}),))
    keep(half)
    (row,) = book.rows("SELECT packed FROM report")

    assert restored(row["packed"]).notes[0].facts == {"file": "?"}
