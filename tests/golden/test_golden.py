"""The exact report of the sample submission, in both languages, and the output that docs/feedback.md shows.

After a change on purpose: `python tests/golden/test_golden.py` writes both anew; read the difference.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = Path("docs") / "samples" / "initializers.py"
PAGE = ROOT / "docs" / "feedback.md"
SHOWN = re.compile(r"<!-- grader (?P<command>check [^\n]*) -->\n```text\n(?P<output>.*?)```\n", re.DOTALL)


def output(*arguments):
    """What the command prints, without what differs between machines: the isolation level and the time."""
    environment = os.environ | {
        "COLUMNS": "120",
        "PYTHONIOENCODING": "utf-8",
        "GRADER_COURSE": str(ROOT),
        "GRADER_HISTORY": "0",
    }
    finished = subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return alike(finished.stdout)


def alike(text):
    return re.sub(r"(isolation|隔离级别) [A-DX] · [0-9.]+ s", r"\1 X · 0.0 s", text)


def report(lang):
    return output("check", str(SAMPLE), "--lang", lang)


def golden(lang):
    return Path(__file__).parent / f"initializers.{lang}.txt"


def shown():
    """The commands on the page, with what it shows of each."""
    return [(found["command"], found["output"]) for found in SHOWN.finditer(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_samples_report_is_what_was_read_and_approved(lang):
    assert report(lang) == golden(lang).read_text(encoding="utf-8")


@pytest.mark.parametrize(("command", "text"), shown(), ids=[command for command, _ in shown()])
def test_the_page_about_feedback_shows_what_the_command_prints(command, text):
    assert alike(text) == output(*command.split())


def test_the_page_about_feedback_shows_every_language():
    assert {command.split()[-1] for command, _ in shown()} == {"en", "zh"}


def written(found):
    text = output(*found["command"].split()).replace("isolation X · 0.0 s", "isolation A · 0.4 s")
    return (
        f"<!-- grader {found['command']} -->\n```text\n{text.replace('隔离级别 X · 0.0 s', '隔离级别 A · 0.4 s')}```\n"
    )


if __name__ == "__main__":
    for language in ("en", "zh"):
        golden(language).write_text(report(language), encoding="utf-8")
    PAGE.write_text(SHOWN.sub(written, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
