"""The process that grades for a kernel: kept, replaced when it is gone, and never left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.notebook import helper as module
from grader.notebook.helper import Helper, HelperError

ROOT = Path(__file__).parents[3]
TEXT = "def constant(n_out, n_in, value):\n    return n_out"


@pytest.fixture
def helper():
    one = Helper()
    yield one
    one.close()


def request(folder, name="constant"):
    request = {"name": name, "lang": "en", "course": str(ROOT), "folder": str(folder), "notebook": None}
    return request | {"cells": [(1, TEXT)]}


def test_it_asks_what_the_kernel_has_and_is_the_same_process_for_the_next_call(helper, tmp_path):
    asked = []
    first = helper.ask(request(tmp_path), lambda names: asked.append(names) or {})
    pid = helper._process.pid

    assert asked == [["constant"]]
    assert "constant  0/3" in first["text"]
    assert helper.ask(request(tmp_path), lambda names: {})["text"]
    assert helper._process.pid == pid


def test_an_interrupt_ends_it_and_the_next_call_gets_a_new_one(helper, tmp_path):
    def interrupted(names):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        helper.ask(request(tmp_path), interrupted)

    assert helper._process is None
    assert "constant  0/3" in helper.ask(request(tmp_path), lambda names: {})["text"]


def test_one_that_died_meanwhile_is_replaced(helper, tmp_path):
    helper.ask(request(tmp_path, "nothing"), lambda names: {})
    helper._process.kill()
    helper._process.wait()

    assert "nothing" in helper.ask(request(tmp_path, "nothing"), lambda names: {})["text"]


def test_one_that_does_not_start_gives_its_last_words(helper, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_BOOT", "raise SystemExit('no luck today')")
    with pytest.raises(HelperError, match="no luck today"):
        helper.ask(request(tmp_path), lambda names: {})


def test_lone_surrogates_travel(helper, tmp_path):
    assert "\\ud800" in helper.ask(request(tmp_path, "\ud800"), lambda names: {})["text"]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="processes are looked up by their number")
def test_nothing_is_left_when_python_ends(tmp_path):
    script = "import grader; print(grader.check('he_normal')); from grader.notebook import kernel; "
    script += "print(kernel._helper._process.pid)"
    environment = os.environ | {"GRADER_COURSE": str(ROOT), "GRADER_LANG": "en", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    *said, pid = done.stdout.splitlines()

    assert said[0].startswith("there is no initializers.py")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_importing_the_package_imports_nothing_else():
    script = "import sys, grader; print([name for name in sys.modules if name.startswith('grader.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=ROOT)

    assert done.stdout.strip() == "[]"
