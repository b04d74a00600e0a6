"""Submissions are bytes: each hostile one is refused by the code that it declares, or graded as if it were harmless."""

import io
import os
import subprocess
import sys

import pytest
from rich.console import Console

from grader.model.report import Result
from grader.report import html, markdown
from grader.report import json as as_json
from grader.report.feedback import Feedback
from grader.report.terminal import Terminal

from .attacks_run import COURSE, REPOSITORY, descriptors
from .submissions_run import HONEST, found, graded, hostile_submissions

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names, links and fifos of Linux")

ALL = hostile_submissions()


@pytest.mark.parametrize("hostile", ALL, ids=lambda hostile: hostile.name)
def test_a_hostile_submission_gets_what_it_declares(hostile, pool_of, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = hostile.build(tmp_path, HONEST)
    before = sorted(tmp_path.rglob("*"))
    pool = pool_of("C")
    assert pool.level  # its zygote runs from here on
    open_before = descriptors()

    report = graded(path, pool)

    assert found(report) == hostile.expected
    assert report.problem or [check.name for check in report.checks if check.verdict != "PASSED"] == []
    assert sorted(tmp_path.rglob("*")) == before
    assert descriptors() <= open_before
    written(report)


def written(report) -> None:
    """Every writer writes it, and nothing in it acts."""
    whole, feedback = Result((report,), "A", {}), Feedback("en")
    console = Console(file=io.StringIO())
    Terminal(console, feedback, {}).result(whole)
    page, text = html.page(whole, feedback, {}), markdown.document(whole, feedback, {})
    assert "<script>" not in page.partition("<body")[2] + text
    for output in (console.file.getvalue(), page, text, as_json.encode(whole, feedback).decode()):
        assert "\x1b[2J" not in output
        assert "root:x:0" not in output


def test_nothing_in_the_working_folder_is_obeyed(tmp_path):
    for hostile in ALL:
        if hostile.name.startswith("shadow_"):
            place = tmp_path / hostile.name
            place.mkdir()
            work = hostile.build(place, HONEST)
            for path in sorted(work.rglob("*")):
                kept = tmp_path / "work" / path.relative_to(work)
                kept.parent.mkdir(parents=True, exist_ok=True)
                if path.is_file():
                    kept.write_bytes(path.read_bytes())
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8"}
    environment |= {"GRADER_HISTORY": "0"}
    line = [sys.executable, "-P", "-m", "grader", "check", "guarded.py", "--course", str(COURSE)]

    done = subprocess.run(line, cwd=tmp_path / "work", env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert list(tmp_path.rglob("planted")) == []


def test_there_are_submissions_of_every_category():
    assert {hostile.category for hostile in ALL} == {"zips", "notebooks", "shadows"}
    assert len(ALL) > 80
