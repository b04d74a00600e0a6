"""The exact report of the sample submission, in both languages.

After a change on purpose: `python tests/golden/test_golden.py` writes the reports anew; read the difference.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = Path("docs") / "samples" / "initializers.py"


def report(lang):
    """The report without what differs between machines: the isolation level and the time."""
    command = [sys.executable, "-m", "grader", "check", str(SAMPLE), "--lang", lang]
    environment = os.environ | {
        "COLUMNS": "120",
        "PYTHONIOENCODING": "utf-8",
        "GRADER_COURSE": str(ROOT),
        "GRADER_HISTORY": "0",
    }
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    return re.sub(r"(isolation|隔离级别) [A-D] · [0-9.]+ s", r"\1 X · 0.0 s", finished.stdout)


def golden(lang):
    return Path(__file__).parent / f"initializers.{lang}.txt"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_samples_report_is_what_was_read_and_approved(lang):
    assert report(lang) == golden(lang).read_text(encoding="utf-8")


if __name__ == "__main__":
    for language in ("en", "zh"):
        golden(language).write_text(report(language), encoding="utf-8")
