"""The reference is stopped where it would go on for ever, and nothing else is disturbed."""

import sys
from itertools import count

import pytest

from grader.grading.bounded import TooLongError, bounded

NAMES: dict = {}
SOURCE = """
def forever():
    n = 0
    while True:
        try:
            n += 1
        except Exception:
            pass

def short():
    return sum(range(100_000))
"""
exec(compile(SOURCE, "<reference of nothing>", "exec"), NAMES)


def test_a_loop_without_an_end_is_stopped():
    with pytest.raises(TooLongError), bounded():
        NAMES["forever"]()


def test_what_ends_is_not_stopped():
    with bounded(lines=10):
        assert NAMES["short"]() == 4999950000


def test_only_the_references_lines_are_counted():
    with bounded(lines=10):
        assert next(n for n in count() if n > 1000) == 1001


def test_the_limit_is_for_everything_in_the_block():
    with pytest.raises(TooLongError), bounded(lines=10):
        for _ in range(20):
            NAMES["short"]()


def test_a_debuggers_trace_is_back_after_the_block():
    before = sys.gettrace()
    with pytest.raises(TooLongError), bounded(lines=10):
        NAMES["forever"]()

    assert sys.gettrace() is before
