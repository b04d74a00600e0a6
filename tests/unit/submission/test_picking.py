"""Of several files, the one that the student worked in answers the exercise."""

from grader.model.errors import UnreadableSubmissionError
from grader.model.source import Note, SourceFile, Submission, Unit
from grader.submission import pick, siblings
from grader.submission.text import definitions

EXERCISES = {"initializers": ["he_normal", "xavier"], "backprop": ["forward", "backward", "loss"]}
STUB = "def {}(x):\n    # write your code here\n    raise NotImplementedError('todo')\n"
DONE = "def {}(x):\n    return x\n"


def stub(*functions):
    return "".join(STUB.format(name) for name in functions)


def done(*functions):
    return "".join(DONE.format(name) for name in functions)


def submission(files, notes=()):
    return Submission("s01", "", tuple(source_file(path, source) for path, source in files.items()), notes)


def source_file(path, source, exercise=None):
    if path.endswith(".ipynb"):
        return SourceFile(path, "ipynb", (Unit(source, 1),), "", exercise, frozenset(definitions(source)))
    return SourceFile(path, "py", (Unit(source),), "", exercise, frozenset(definitions(source)))


def picked(files, notes=()):
    return {name: file.path for name, file in pick(submission(files, notes), EXERCISES).files.items()}


def test_every_exercise_gets_its_file():
    files = {"initializers.py": done("he_normal"), "backprop.ipynb": done("forward"), "plots.py": "x = 1"}
    assert picked(files) == {"initializers": "initializers.py", "backprop": "backprop.ipynb"}


def test_an_exercise_that_was_not_handed_in_has_no_file():
    answers = pick(submission({"initializers.py": done("he_normal")}), EXERCISES)
    assert "backprop" not in answers.files
    assert answers.unreadable == {}


def test_the_untouched_stub_beside_the_answer_is_passed_over_in_silence():
    files = {"initializers.py": stub("he_normal", "xavier"), "initializers.ipynb": done("he_normal", "xavier")}
    answers = pick(submission(files), EXERCISES)
    assert answers.files["initializers"].path == "initializers.ipynb"
    assert answers.notes == ()


def test_the_untouched_stub_loses_even_against_a_file_of_another_name():
    files = {"initializers.ipynb": stub("he_normal", "xavier"), "hw.py": done("he_normal", "xavier")}
    assert picked(files)["initializers"] == "hw.py"


def test_the_file_with_more_functions_written_is_used_and_the_other_noted():
    files = {
        "initializers.ipynb": done("he_normal") + stub("xavier"),
        "initializers.py": done("he_normal", "xavier"),
    }
    answers = pick(submission(files), EXERCISES)
    assert answers.files["initializers"].path == "initializers.py"
    assert [(note.code, note.facts) for note in answers.notes] == [
        (
            "submission.two_files",
            {"exercise": "initializers", "used": "initializers.py", "ignored": "initializers.ipynb"},
        )
    ]


def test_of_two_equally_complete_files_the_notebook_is_used():
    files = {"initializers.py": done("he_normal"), "initializers (1).ipynb": "\n" + done("he_normal") + "x = 1"}
    answers = pick(submission(files), EXERCISES)
    assert answers.files["initializers"].path == "initializers (1).ipynb"
    assert len(answers.notes) == 1


def test_of_two_equally_complete_notebooks_the_undecorated_name_is_used():
    files = {"initializers (1).ipynb": done("he_normal"), "initializers.ipynb": done("he_normal") + "x = 1"}
    assert picked(files)["initializers"] == "initializers.ipynb"


def test_a_mere_copy_is_not_noted():
    files = {"initializers (1).ipynb": done("he_normal"), "initializers.ipynb": done("he_normal")}
    assert pick(submission(files), EXERCISES).notes == ()


def test_a_helper_module_does_not_rival_the_file_of_the_name():
    files = {"backprop.ipynb": "from utils import forward\n" + done("loss"), "utils.py": done("forward", "backward")}
    answers = pick(submission(files), EXERCISES)
    assert answers.files["backprop"].path == "backprop.ipynb"
    assert answers.notes == ()


def test_a_helper_module_of_one_answer_is_no_answer_to_another_exercise():
    for line in ("from given import forward", "import numpy as np, given as g", "    from .given import *"):
        files = {"initializers.py": f"{line}\n{done('he_normal')}", "given.py": done("forward")}
        assert picked(files) == {"initializers": "initializers.py"}


def test_a_helper_module_with_most_of_the_functions_is_an_answer():
    files = {"initializers.py": f"import given\n{done('he_normal')}", "given.py": done("forward", "backward")}
    assert picked(files) == {"initializers": "initializers.py", "backprop": "given.py"}


def test_a_file_that_only_a_script_imports_is_an_answer():
    files = {"main.py": "import layers\nlayers.forward(1)", "layers.py": done("forward")}
    assert picked(files) == {"backprop": "layers.py"}


def test_one_file_may_answer_several_exercises():
    everything = done("he_normal", "xavier", "forward", "backward", "loss")
    assert picked({"hw.ipynb": everything}) == {"initializers": "hw.ipynb", "backprop": "hw.ipynb"}
    assert picked({"initializers.ipynb": everything})["backprop"] == "initializers.ipynb"


def test_a_file_of_another_name_needs_more_than_half_of_the_functions():
    assert "backprop" not in picked({"initializers.ipynb": done("he_normal", "forward")})


def test_a_function_defined_again_counts_by_its_last_definition():
    files = {"initializers.py": done("he_normal"), "initializers.ipynb": done("he_normal") + stub("he_normal")}
    assert picked(files)["initializers"] == "initializers.py"


UNREADABLE = Note(
    "submission.file_unreadable",
    {"file": "initializers.ipynb", "problem": "notebook.truncated", "facts": {"file": "initializers.ipynb", "line": 9}},
)


def test_a_damaged_answer_beside_the_untouched_stub_is_unreadable_not_unwritten():
    answers = pick(submission({"initializers.py": stub("he_normal")}, (UNREADABLE,)), EXERCISES)
    problem = answers.unreadable["initializers"]
    assert isinstance(problem, UnreadableSubmissionError)
    assert (problem.code, problem.facts) == ("notebook.truncated", {"file": "initializers.ipynb", "line": 9})
    assert "initializers" not in answers.files


def test_a_damaged_file_does_not_matter_if_another_has_the_answer():
    answers = pick(submission({"initializers.py": done("he_normal")}, (UNREADABLE,)), EXERCISES)
    assert (answers.unreadable, list(answers.files)) == ({}, ["initializers"])


def test_siblings_are_the_other_importable_modules_of_the_folder():
    names = ["a/main.ipynb", "a/main.py", "a/utils.py", "a/not-importable.py", "a/class.py", "a/n.ipynb", "b/far.py"]
    whole = submission({name: name for name in names})
    assert siblings(whole, whole.files[0]) == {"utils": "a/utils.py"}


def test_siblings_are_also_the_modules_of_packages_that_one_of_them_imports():
    whole = submission(
        {
            "a/main.py": "from mylib.stats import mean",
            "a/mylib/__init__.py": "",
            "a/mylib/stats.py": "import deeper.still",
            "a/deeper/still.py": "",
            "a/unused/module.py": "",
            "a/my-lib/module.py": "",
            "mylib/far.py": "",
        }
    )
    file = next(file for file in whole.files if file.path == "a/main.py")

    assert sorted(siblings(whole, file)) == ["deeper.still", "mylib.__init__", "mylib.stats"]


def test_a_package_that_an_answer_imports_is_no_other_answer():
    files = {"initializers.py": "from lib.more import f\n" + done("he_normal"), "lib/more.py": done("forward")}

    assert list(pick(submission(files), EXERCISES).files) == ["initializers"]
