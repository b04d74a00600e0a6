"""What a student's report must not tell: places of the machine, and of hidden checks more than the course allows."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.report import Result
from grader.model.source import SourceFile, Unit
from grader.report import html, markdown
from grader.report import json as as_json
from grader.report.feedback import Feedback
from grader.report.student_view import student_view
from grader.report.terminal import Terminal

from .attacks_run import COURSE, REPOSITORY, attacks, run
from .submissions_run import HONEST

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="runs at level C")

PLACES = {str(REPOSITORY), str(Path.home()), sys.prefix, sys.base_prefix, "site-packages", "/lib/python"}
HIDDEN_NUMBERS = ("-7.5", "31.0", "0.125", "62.0", "-15.0")
SECRETS = ("hidden-check-canary", "salt-that-no-worker-may-see", "environment-canary")
# Each in its own way brings a path of the machine, or of Python, into what is shown; none of them names one itself.
TALKATIVE = {
    "a warning of numpy": "import numpy as np\n    np.mean([])\n    return x",
    "an import that fails": "from numpy import nothing_of_this_name",
    "an error inside numpy": "import numpy as np\n    return np.linalg.inv(np.zeros((2, 2)))",
    "an error inside the standard library": "import json\n    return json.loads('{')",
    "a module's own text": "import numpy, json\n    print(numpy, json)\n    return x",
    "a module in an exception": "import numpy, json\n    raise ValueError(json)",
    "a traceback that is printed": "import json, traceback\n    try:\n        json.loads('{')\n    except ValueError:\n"
    "        traceback.print_exc()\n    return x",
    "the path of imports": "import sys\n    print(sys.path, __file__)\n    return x",
    "a file that is not there": "return open('data.csv')",
    "an object's text": "class A: pass\n    raise ValueError(A(), A.f if hasattr(A, 'f') else A)",
}


def written(report, lang: str) -> str:
    """All writers' texts of it."""
    whole, feedback = Result((report,), "A", {}), Feedback(lang)
    console = Console(file=io.StringIO(), width=500)
    Terminal(console, feedback, {}).result(whole)
    pages = html.page(whole, feedback, {}), markdown.document(whole, feedback, {})
    return "".join((console.file.getvalue(), *pages, as_json.encode(whole, feedback).decode()))


@pytest.mark.parametrize("body", TALKATIVE.values(), ids=TALKATIVE)
def test_a_report_names_no_place_of_the_machine(body, pool_of):
    source = HONEST.replace("def double(x): return 2.0 * x", f"def double(x):\n    {body}")
    exercise = Course.open(COURSE).exercise("guarded", hidden=False)
    report = grade(exercise, SourceFile("guarded.py", "py", (Unit(source),), sha256="0"), {}, pool_of("C"))

    assert report.checks[0].verdict in ("FAILED", "ERROR")
    for lang in ("en", "zh"):
        text = written(report, lang)
        assert [place for place in PLACES if place in text] == []


@pytest.mark.parametrize(
    "name", ["always_equal", "ndarray_subclass", "read_canary", "nan", "frame_passed", "remembered"]
)
@pytest.mark.parametrize("hidden", ["nothing", "verdict"])
def test_a_student_is_not_told_what_a_hidden_check_tried(name, hidden, pool_of, tmp_path):
    (attack,) = [attack for attack in attacks() if attack.name == name]
    (tmp_path / "canary").write_text("file-canary")
    report = run(attack, pool_of("C"), tmp_path)
    seen = student_view(report, hidden)

    text = written(seen, "en") + written(seen, "zh")

    assert [secret for secret in (*SECRETS, *HIDDEN_NUMBERS) if secret in text] == []
    assert ("double_secret" in {check.name for check in seen.checks}) == (hidden == "verdict")
    for check in seen.checks:
        if check.hidden:
            bare = (check.code, dict(check.facts), check.call, check.where, check.exception, check.output)
            assert (bare, check.figures, check.diagnosis) == ((None, {}, None, None, None, ""), (), None)


def test_a_message_of_a_hidden_check_never_brings_its_call_output_or_picture(pool_of, tmp_path):
    (attack,) = [attack for attack in attacks() if attack.name == "output_ansi"]
    report = run(attack, pool_of("C"), tmp_path)
    noisy = replace(report, checks=tuple(replace(check, output="PRINTED", call="CALLED") for check in report.checks))

    (check,) = [check for check in student_view(noisy, "message").checks if check.hidden]

    assert check.code
    assert (check.call, check.output, check.where, check.figures, check.exception) == (None, "", None, (), None)
