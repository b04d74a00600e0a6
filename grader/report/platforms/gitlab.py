"""GitLab: a part of the job's log that can be unfolded. Results go there as JUnit (`grader.bulk.exports.junit`).

Rule: a section is `section_start:UNIX_TIME:NAME[collapsed=true]`, CR, `ESC[0K` and its title; NAME is of letters,
digits, `_`, `.`, `-`. No text of a student's holds a CR or ESC once it is plain, so that none can end the section.
"""

import re

from grader.report.platforms.log import inert
from grader.report.text import one_line

_ERASE = "\x1b[0K"


def folded(name: str, title: str, text: str, time: int) -> str:
    """Return the lines of a section, folded."""
    own = re.sub(r"[^A-Za-z0-9_.-]", "_", name) or "_"
    head = f"{_ERASE}section_start:{time}:{own}[collapsed=true]\r{_ERASE}{inert(one_line(title))}"
    body = inert(text).rstrip("\n")
    return f"{head}\n{body}\n{_ERASE}section_end:{time}:{own}\r{_ERASE}"
