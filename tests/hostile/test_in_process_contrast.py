"""The contrast: known exploits that give full marks where a grader imports the submission, and nothing here."""

import subprocess
import sys

import pytest

from .attacks_run import attacks
from .submissions_run import hostile_submissions

# A grader as many courses have one: it imports the submission, and its exit status is the grade.
GRADER = """
import numpy as np
import student

def check():
    x = np.arange(6.0).reshape(2, 3)
    expected = 2 * x
    np.testing.assert_allclose(student.double(x), expected)
    assert (student.double(x) == expected).all()
    print("FULL MARKS")

check()
"""
WRONG = "def double(x):\n    return x\n"
YES = "class Yes(np.ndarray):\n    def __eq__(self, other): return np.ones(self.shape, bool)\n"
# What each tries, its code, and the file here that tries the same.
EXPLOITS = {
    "reads the expected value from the caller's frame": (
        "import sys\n\ndef double(x):\n    return sys._getframe(1).f_locals['expected']\n",
        "frames_upwards",
    ),
    "replaces the comparison, and answers with what equals everything": (
        f"import numpy as np\n\n{YES}\nnp.testing.assert_allclose = lambda *rest: None\n\n"
        "def double(x):\n    return x.view(Yes)\n",
        "patch_isclose",
    ),
    "prints the verdict and ends the process": (
        "import os\n\ndef double(x):\n    print('FULL MARKS', flush=True)\n    os._exit(0)\n",
        "exit_in_call",
    ),
    "ends the process while it is imported": (
        "import os\nprint('FULL MARKS', flush=True)\nos._exit(0)\n",
        "exit_at_import",
    ),
    "changes the input that the expected value comes from": (
        "def double(x):\n    import sys\n    sys._getframe(1).f_locals['expected'][...] = 0\n    return 0 * x\n",
        "input_zeroed",
    ),
}


def in_process(folder, source: str) -> bool:
    """Whether that grader gives full marks."""
    (folder / "grade.py").write_text(GRADER)
    (folder / "student.py").write_text(source)
    done = subprocess.run([sys.executable, "-B", "grade.py"], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode == 0 and "FULL MARKS" in done.stdout


def test_a_wrong_submission_fails_in_process_too(tmp_path):
    assert not in_process(tmp_path, WRONG)


@pytest.mark.parametrize(("source", "attack"), EXPLOITS.values(), ids=EXPLOITS)
def test_a_known_exploit_works_in_process_and_is_declared_to_fail_here(source, attack, tmp_path):
    assert in_process(tmp_path, source)
    (declared,) = [one for one in attacks() if one.name == attack]
    assert not [outcome for outcome in declared.expected[declared.target] if outcome.startswith("PASSED")]


def test_a_file_named_numpy_takes_over_in_process_and_is_declared_harmless_here(tmp_path):
    (tmp_path / "numpy.py").write_text("import os\nprint('FULL MARKS', flush=True)\nos._exit(0)\n")
    assert in_process(tmp_path, WRONG)
    (declared,) = [one for one in hostile_submissions() if one.name == "shadow_numpy"]
    assert declared.expected == "graded load.shadowed_module"
