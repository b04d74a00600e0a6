"""Text for the log of a CI job, in which no line is a command to the platform that reads the log."""

import re

from grader.report.text import plain

APART = "\u200b"  # a space of no width
# GitHub obeys "::" at the beginning of a line, after any space, and the older "##[" anywhere; GitLab "section_start:".
_COMMAND = re.compile(r"^\s*:(?=:)|##(?=\[)|section_(?=start:|end:)", re.MULTILINE)


def inert(text: str) -> str:
    """Return the text so that it only shows: no control characters, and commands of CI platforms broken apart."""
    return _COMMAND.sub(lambda found: found[0] + APART, plain(text))
