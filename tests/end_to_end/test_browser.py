"""The HTML page in a real browser: it shows its text, and nothing sticks out at the width of a phone.

Chromium alone is enough: it prints the page's tree after running a measuring script that the test adds to a copy. The
page stands in a frame, because a window of the browser cannot be as narrow as a phone.
"""

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs" / "samples" / "initializers.py"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
WIDTHS = {"phone": 360, "desktop": 1280}

pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"no browser here: none of {', '.join(NAMES)} is installed")

FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe id="page" style="border:0;width:{width}px;height:4000px" srcdoc="{page}"></iframe><pre id="found"></pre>
<script>
document.getElementById("page").onload = () => {{
  const page = document.getElementById("page").contentDocument;
  const wide = [...page.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > {width} + 0.5)
    .map(element => element.tagName + "." + element.className + ": " + element.textContent.slice(0, 60));
  const found = {{scroll: page.documentElement.scrollWidth, wide, text: page.body.innerText, title: page.title}};
  document.getElementById("found").textContent = JSON.stringify(found);
}};
</script>"""


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
    file = tmp_path / "frame.html"
    file.write_text(FRAME.format(width=width, page=html.escape(source)), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    options += ["--window-size=1400,1000", "--virtual-time-budget=5000", "--dump-dom"]
    finished = subprocess.run(
        [BROWSER, *options, file.as_uri()], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    written = re.search(r'<pre id="found">(.+?)</pre>', finished.stdout, re.DOTALL)
    assert written, finished.stderr[-2000:]
    return lang, width, json.loads(html.unescape(written[1]))


def test_nothing_sticks_out_to_the_right(found):
    _, width, seen = found

    assert seen["wide"] == []
    assert seen["scroll"] <= width


def test_its_text_can_be_read(found):
    lang, _, seen = found
    words = {"en": ["points", "failed", "passed", "skipped"], "zh": ["分", "未通过", "通过", "跳过"]}[lang]

    assert [word for word in [*words, "he_normal", "xavier_uniform"] if word not in seen["text"]] == []
    assert "initializers" in seen["text"]


def test_what_the_student_wrote_is_text(found):
    _, _, seen = found

    assert "ValueError: yyy" in seen["text"]
