"""The seven ways a check can end."""

from enum import StrEnum


class Verdict(StrEnum):
    """How one check ended for one submission."""

    PASSED = "PASSED"
    FAILED = "FAILED"  # the student's value is wrong
    ERROR = "ERROR"  # the student's code raised an exception
    TIMEOUT = "TIMEOUT"  # the student's code exceeded its deadline
    CRASHED = "CRASHED"  # the process of the student's code died
    SKIPPED = "SKIPPED"  # a check that this one builds on did not pass
    UNGRADED = "UNGRADED"  # the grader is at fault: neither 0 nor full marks
