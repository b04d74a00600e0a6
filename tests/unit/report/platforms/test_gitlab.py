"""GitLab's log: a section that no student's text can end, or begin another in."""

import re

from hypothesis import given
from hypothesis import strategies as st

from grader.report.platforms.gitlab import folded
from grader.report.platforms.log import APART

# lib/gitlab/ci/ansi2json: what begins or ends a section.
SECTION = re.compile(r"section_(start|end):([0-9]+):([a-zA-Z0-9_.-]+)(\[[a-zA-Z0-9_=,]+\])?\r\x1b\[0K")
PIECES = [
    "section_start:1:a\r\x1b[0K",
    "section_end:7:backprop\r\x1b[0K",
    "section_end:7:backprop",
    "\r",
    "\x1b[0K",
    "\n",
]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))).map("".join)


@given(HOSTILE)
def test_only_our_section_is_in_it(text):
    found = SECTION.findall(folded("backprop", text, text, 7))

    assert [(kind, name) for kind, _, name, _ in found] == [("start", "backprop"), ("end", "backprop")]


@given(HOSTILE)
def test_no_control_character_of_the_text_is_left(text):
    written = SECTION.sub("", folded("backprop", text, text, 7)).replace("\x1b[0K", "").replace(APART, "")

    assert all(letter.isprintable() or letter in "\n\t" or letter.isspace() for letter in written)
    assert not {"\r", "\x1b"} & set(written)


@given(st.text())
def test_a_name_of_any_letters_becomes_one_that_is_allowed(name):
    assert len(SECTION.findall(folded(name, "title", "text", 7))) == 2
