"""The HTML page in a real browser: it shows its text, and nothing sticks out at the width of a phone."""

import subprocess
import sys
from pathlib import Path

import pytest

from .in_a_browser import WIDTHS, needs_browser, seen

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs" / "samples" / "initializers.py"

pytestmark = needs_browser


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request, tmp_path_factory):
    """A report with passed, failed and skipped checks, a traceback, a long line and hostile output."""
    folder = tmp_path_factory.mktemp("page")
    answer, written = folder / "initializers.py", folder / "report.html"
    raising = 'def he_normal(n_out, n_in, rng):\n    print("<b>" + "x" * 5000)\n    raise ValueError("y" * 400)\n'
    answer.write_text(SAMPLE.read_text(encoding="utf-8") + "\n\n" + raising, encoding="utf-8")
    command = [sys.executable, "-m", "grader", "check", answer, "--html", written, "--lang", request.param]
    subprocess.run([*command, "--course", ROOT, "--exit-zero", "--no-history"], check=True, capture_output=True)
    return request.param, written.read_text(encoding="utf-8")


@pytest.fixture(params=WIDTHS)
def found(request, page, tmp_path):
    """What the browser sees of the page at one width."""
    lang, source = page
    width = WIDTHS[request.param]
    return lang, width, seen(source, width, tmp_path)


def test_nothing_sticks_out_to_the_right(found):
    _, width, shown = found

    assert shown["wide"] == []
    assert shown["scroll"] <= width


def test_its_text_can_be_read(found):
    lang, _, shown = found
    words = {"en": ["points", "failed", "passed", "skipped"], "zh": ["分", "未通过", "通过", "跳过"]}[lang]

    assert [word for word in [*words, "he_normal", "xavier_uniform"] if word not in shown["text"]] == []
    assert "initializers" in shown["text"]


def test_what_the_student_wrote_is_text(found):
    _, _, shown = found

    assert "ValueError: yyy" in shown["text"]
