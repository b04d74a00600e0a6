"""The two READMEs say the same: headings, tables, commands and links are compared, prose is for a reader to compare."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENGLISH, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))


def shape(text):
    return [line[: line.index(" ")] for line in text.splitlines() if re.match(r"#+ ", line)]


def test_they_have_the_same_sections():
    assert shape(CHINESE) == shape(ENGLISH)


def test_they_have_tables_of_the_same_rows():
    def rows(text):
        return [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| `")]

    assert rows(CHINESE) == rows(ENGLISH)


def test_every_link_of_one_is_in_the_other():
    def links(text):
        return set(re.findall(r"\]\(([^)]+)\)", text)) - {"README.md", "README.zh.md"}

    assert links(CHINESE) == links(ENGLISH)


def test_every_command_of_one_is_in_the_other():
    def commands(text):
        prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        return {code for code in re.findall(r"`([^`\n]+)`", prose) if re.match(r"grader |--|pytest |python ", code)}

    assert commands(CHINESE) == commands(ENGLISH)


def test_every_file_that_they_link_exists():
    for text in (ENGLISH, CHINESE):
        assert [link for link in re.findall(r"\]\(([^):]+)\)", text) if not (ROOT / link).exists()] == []
