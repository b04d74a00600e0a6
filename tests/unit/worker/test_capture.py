"""What is printed is kept up to a bound, and printing never fails."""

import sys

import pytest

from grader.worker.capture import Capture


@pytest.fixture
def capture(monkeypatch):
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    return Capture()


def test_stdout_and_stderr_are_kept_in_order(capture):
    capture.start(100)
    print("out")
    print("err", file=sys.stderr)
    assert capture.text() == "out\nerr\n"


def test_each_start_forgets(capture):
    capture.start(100)
    print("first")
    capture.start(100)
    assert capture.text() == ""


def test_a_flood_is_cut_and_counted(capture):
    capture.start(1_000)
    for _ in range(100):
        print("x" * 999)
    assert len(capture.text()) == 1_000
    assert capture.text().endswith("\n... 98000 more bytes; 1000 characters are kept")


def test_any_script_and_lone_surrogates_are_kept(capture):
    capture.start(100)
    print("权重\ud800")
    assert capture.text() == "权重\\ud800\n"


def test_a_closed_stream_is_replaced_at_the_next_start(capture):
    capture.start(100)
    sys.stdout.close()
    capture.start(100)
    print("again")
    assert capture.text() == "again\n"


def test_bytes_written_below_the_text_are_kept(capture):
    capture.start(100)
    sys.stdout.buffer.write(b"raw")
    assert capture.text() == "raw"
