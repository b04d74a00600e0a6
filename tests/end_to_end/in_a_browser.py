"""A page in a real browser, at a width: its text, and what sticks out to the right.

Chromium alone is enough: it prints the page's tree after running a measuring script that is added to a copy. The page
stands in a frame, because a window of the browser cannot be as narrow as a phone.
"""

import html
import json
import re
import shutil
import subprocess

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
WIDTHS = {"phone": 360, "desktop": 1280}

needs_browser = pytest.mark.skipif(BROWSER is None, reason=f"no browser here: none of {', '.join(NAMES)} is installed")

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


def seen(source, width, folder):
    """What the browser sees of a page: `scroll` width, elements too `wide`, `text` and `title`."""
    file = folder / "frame.html"
    file.write_text(FRAME.format(width=width, page=html.escape(source)), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    options += ["--window-size=1400,1000", "--virtual-time-budget=5000", "--dump-dom"]
    finished = subprocess.run(
        [BROWSER, *options, file.as_uri()], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    written = re.search(r'<pre id="found">(.+?)</pre>', finished.stdout, re.DOTALL)
    assert written, finished.stderr[-2000:]
    return json.loads(html.unescape(written[1]))
