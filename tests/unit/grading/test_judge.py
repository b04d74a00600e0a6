"""Verdicts, on a toy exercise whose submissions are written here."""

import sys
import textwrap

import pytest

from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict
from grader.worker.protocol import EXIT_FAULT

COURSE = """
title = { en = "Toy" }
exercises = ["toy"]
"""

EXERCISE = """
title = { en = "Toy" }
[limits]
call_seconds = 0.3
[functions.double]
parameters = "x"
returns = "array_like(x)"
[functions.total]
parameters = "x"
returns = "scalar()"
[functions.make]
parameters = "x"
returns = "tuple_of(scalar(), opaque())"
[functions.use]
parameters = "box"
returns = "scalar()"
"""

REFERENCE = """
import numpy as np

def double(x):
    # BEGIN SOLUTION
    return 2.0 * x
    # END SOLUTION

def total(x):
    # BEGIN SOLUTION
    return float(x.sum())
    # END SOLUTION

def make(x):
    # BEGIN SOLUTION
    return 1.0, {"x": x}
    # END SOLUTION

def use(box):
    # BEGIN SOLUTION
    return float(box["x"].sum())
    # END SOLUTION
"""

CHECKS = '''
import numpy as np
from grader.checking import check, expect, fixed_array, fixed_rng, given, sizes


@check(points=1)
def double_shape(student):
    """double returns an array like x."""
    student.double(np.ones((2, 3)))


@check(points=2, after="double_shape")
@given(n=sizes(1, 30))
def double_value(student, reference, n):
    """double returns 2 x."""
    x = np.arange(float(n))
    expect.close(student.double(x), reference.double(x))


@check(points=1)
def double_pure(student):
    """double leaves x alone and returns a fresh array."""
    student.double(np.ones(3))
    expect.inputs_unchanged(student)
    expect.fresh(student)


@check(points=3)
def total_value(student):
    """total returns the sum."""
    expect.equal(student.total(np.ones(4)), 4.0)


@check(points=1)
def total_again(student):
    """total returns the sum, again."""
    expect.equal(student.total(np.ones(5)), 5.0)


@check(points=1)
def total_third(student):
    """total returns the sum, a third time."""
    expect.equal(student.total(np.ones(6)), 6.0)


@check(points=1)
def box(student):
    """use takes what make returned."""
    _, handle = student.make(np.ones(3))
    expect.equal(student.use(handle), 3.0)


@check(points=1, function="use")
def buggy(student):
    """The author of this check made a mistake, which shows for one answer."""
    _, handle = student.make(np.zeros(2))
    if student.use(handle) == 7.0:
        raise ZeroDivisionError("oh")
'''

HIDDEN = '''
import numpy as np
from grader.checking import check, expect, fixed_rng


@check(points=5)
def double_hidden(student):
    """double returns 2 x, also here."""
    x = fixed_rng(1).normal(size=3)
    expect.close(student.double(x), 2 * x)
'''

RIGHT = REFERENCE


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    folder = root / "solutions" / "toy"
    folder.mkdir(parents=True)
    (root / "course.toml").write_text(COURSE)
    for name, text in {
        "exercise.toml": EXERCISE,
        "toy.py": REFERENCE,
        "checks.py": CHECKS,
        "hidden_checks.py": HIDDEN,
    }.items():
        (folder / name).write_text(text)
    return Course.open(root)


@pytest.fixture
def report_of(toy, pool):
    def run(source, *, hidden=False, siblings=None, kind="py"):
        file = SourceFile(f"toy.{kind}", kind, (Unit(textwrap.dedent(source)),), sha256="0")
        return grade(toy.exercise("toy", hidden=hidden), file, siblings or {}, pool)

    return run


def verdicts(report):
    return {check.name: check.verdict.value for check in report.checks}


def check_of(report, name):
    return next(check for check in report.checks if check.name == name)


def replaced(**functions):
    """The right submission with some functions replaced, source by name."""
    return REFERENCE + "".join("\n" + textwrap.dedent(body) for body in functions.values())


def test_a_right_submission_gets_full_marks(report_of):
    report = report_of(RIGHT)

    assert (report.status, report.points, report.max_points) == ("graded", 11, 11)


def test_hidden_checks_are_counted_when_they_are_not_run(report_of):
    assert report_of(RIGHT).hidden_not_run == 1


def test_hidden_checks_are_run_when_they_are_asked_for(report_of):
    report = report_of(RIGHT, hidden=True)

    assert (report.points, report.hidden_not_run) == (16, 0)
    assert check_of(report, "double_hidden").hidden


def test_a_wrong_value_is_failed_with_its_facts(report_of):
    check = check_of(report_of(replaced(total="def total(x): return float(x.mean())")), "total_value")

    assert (check.verdict, check.code, check.points) == (Verdict.FAILED, "value.not_equal", 0)
    assert check.facts == {"what": "the result", "got": "1", "wanted": "4"}


def test_one_wrong_function_does_not_touch_the_others(report_of):
    report = report_of(replaced(total="def total(x): return float(x.mean())"))

    assert {check.function for check in report.checks if check.verdict is not Verdict.PASSED} == {"total"}


def test_the_smallest_failing_call_is_shown(report_of):
    report = report_of(replaced(double="def double(x): return 2.0 * x if x.size < 7 else 3.0 * x"))

    assert check_of(report, "double_value").call == "double(np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]))"


def test_an_exception_is_an_error_with_the_students_line(report_of):
    check = check_of(report_of(replaced(total="def total(x):\n    y = x\n    return y.sums()")), "total_value")

    assert (check.verdict, check.code, check.exception.type) == (Verdict.ERROR, "student.exception", "AttributeError")
    assert check.where.file == "toy.py"
    assert "y.sums()" in check.exception.traceback


def test_a_check_that_builds_on_a_failed_one_is_skipped(report_of):
    report = report_of(replaced(double="def double(x): return x.sum()"))

    assert verdicts(report)["double_shape"] == "FAILED"
    assert verdicts(report)["double_value"] == "SKIPPED"


def test_a_missing_function_is_its_own_message(report_of):
    report = report_of(REFERENCE.replace("def total", "def totals"))

    assert check_of(report, "total_value").code == "function.missing"
    assert verdicts(report)["double_value"] == "PASSED"


def test_an_unwritten_function_says_so(report_of):
    report = report_of(replaced(total='def total(x):\n    raise NotImplementedError("your code here")'))

    assert check_of(report, "total_value").code == "function.unwritten"


def test_a_process_that_dies_costs_the_check_at_hand_only(report_of):
    source = replaced(total="import os\ndef total(x):\n    return os._exit(0) if x.size == 4 else float(x.sum())")
    results = verdicts(report_of(source))

    assert (results["total_value"], results["total_again"], results["box"]) == ("CRASHED", "PASSED", "PASSED")


def test_a_worker_that_blames_itself_decides_nothing(report_of):
    source = replaced(total=f"import os\ndef total(x):\n    os._exit({EXIT_FAULT})")
    check = check_of(report_of(source), "total_value")

    assert (check.verdict, check.code, check.points) == (Verdict.UNGRADED, "grader.worker_fault", None)


def test_a_worker_whose_channel_the_student_closed_has_crashed(report_of):
    source = replaced(total="import os\ndef total(x):\n    os.closerange(3, 64)\n    return float(x.sum())")
    check = check_of(report_of(source), "total_value")

    assert (check.verdict, check.code) == (Verdict.CRASHED, "student.protocol")


def test_after_two_timeouts_a_functions_other_checks_are_not_run(report_of):
    report = report_of(replaced(total="def total(x):\n    while True: pass"))
    codes = [check.code for check in report.checks if check.function == "total"]

    assert codes == ["student.timeout", "student.timeout", "student.timeout_repeated"]
    assert verdicts(report)["box"] == "PASSED"


def test_a_check_that_raises_is_ungraded_and_blocks_the_points(report_of):
    report = report_of(replaced(use="def use(box): return 7.0 if box['x'].sum() == 0 else float(box['x'].sum())"))
    check = check_of(report, "buggy")

    assert (check.verdict, check.points, report.points, report.status) == (Verdict.UNGRADED, None, None, "ungraded")
    assert check.facts["place"].startswith("checks.py:")


def test_state_that_is_kept_between_calls_is_named(report_of):
    source = replaced(
        total="_seen = []\ndef total(x):\n    _seen.append(1)\n    return float(x.sum()) + (len(_seen) > 1)"
    )
    check = check_of(report_of(source), "total_again")

    assert (check.verdict, check.code) == (Verdict.FAILED, "call.depends_on_history")


def test_modified_arguments_and_shared_memory_are_seen(report_of):
    modified = check_of(report_of(replaced(double="def double(x):\n    x *= 2\n    return x.copy()")), "double_pure")
    shared = check_of(report_of(replaced(double="def double(x):\n    return x")), "double_pure")

    assert (modified.code, modified.facts) == ("call.input_modified", {"changed": "x"})
    assert (shared.code, shared.facts) == ("value.aliased", {"at": "result", "other": "the argument x"})


def test_what_a_function_prints_is_kept_with_the_failure(report_of):
    report = report_of(replaced(total="def total(x):\n    print('here', x.size)\n    return 0.0"))

    assert check_of(report, "total_value").output == "here 4\n"


def test_a_statement_that_works_behind_the_analysis_is_run_before_a_failure_counts(report_of):
    source = REFERENCE.replace("return 2.0 * x", "return FACTOR * x") + "\nglobals()['FAC' + 'TOR'] = 2.0\n"

    assert verdicts(report_of(source))["double_value"] == "PASSED"


def test_a_syntax_error_in_a_file_is_unreadable_with_its_line(report_of):
    report = report_of("import numpy as np\n\ndef double(x:\n    return 1\n")

    assert (report.status, report.points, report.checks) == ("unreadable", None, ())
    assert (report.problem.code, report.problem.where.line) == ("source.syntax_error", 3)
    assert report.problem.facts["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_a_file_that_never_ends_loading_is_a_timeout_everywhere(toy, pool):
    from dataclasses import replace

    import msgspec

    exercise = toy.exercise("toy")
    limits = msgspec.structs.replace(exercise.limits, load_seconds=0.5, statement_seconds=10.0)
    stubborn = """
        X = 1
        while X:
            try:
                while X: X = 1
            except BaseException: pass
        def double(x): return X * x
    """
    file = SourceFile("toy.py", "py", (Unit(textwrap.dedent(stubborn)),), sha256="0")
    report = grade(replace(exercise, limits=limits), file, {}, pool)

    assert {check.code for check in report.checks} == {"load.timeout"}


def test_of_two_definitions_the_last_counts_and_a_note_says_so(report_of):
    report = report_of("def total(x): return 0.0\n" + REFERENCE)

    assert verdicts(report)["total_value"] == "PASSED"
    assert "load.duplicate_definition" in [note.code for note in report.notes]


def test_a_sibling_module_can_be_imported(report_of):
    source = "from helpers import twice\n" + REFERENCE.replace("return 2.0 * x", "return twice(x)")

    assert verdicts(report_of(source, siblings={"helpers": "def twice(x): return x + x"}))["double_value"] == "PASSED"
